// `npm run mutants`: builds, and takes the safety lines of docs/messaging.md out one by one.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const child = spawn(prepare(), [join(root, 'dist/test/mutants/main.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
child.once('exit', code => process.exit(code ?? 1));
