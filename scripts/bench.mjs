// `npm run bench [-- measure …] [-- options]`: builds, and hands over to the measures on Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const args = process.argv.slice(2);
const node = prepare({ java: !args.includes('--help') });
const child = spawn(
  node,
  [
    '--enable-source-maps',
    '--max-old-space-size=8192',
    // As in a pod (deploy/service/deployment.yaml): M1 to M3 run the services within this process.
    '--max-semi-space-size=32',
    join(root, 'dist/bench/harness/main.js'),
    ...args,
  ],
  { cwd: root, stdio: 'inherit' },
);
// The terminal sends Ctrl-C to both of us; the child stops its servers, and we wait for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
