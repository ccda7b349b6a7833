// `npm start`: installs what is missing, builds, and hands over to the scenario on Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const args = process.argv.slice(2);
const infra = /--infra[= ](\w+)/.exec(args.join(' '))?.[1] ?? 'embedded';
const help = args.includes('--help') || args.includes('-h');
const node = prepare({ java: infra === 'embedded' && !help });

const child = spawn(node, ['--enable-source-maps', join(root, 'dist/scripts/start/main.js'), ...args], {
  cwd: root,
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both of us; the child stops everything in order, and we wait for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
