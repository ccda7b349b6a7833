// `npm run docs`: compiles, then writes what is generated from the code.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const node = prepare({ java: false });
const written = spawnSync(node, [join(root, 'dist/scripts/docs/main.js')], { cwd: root, stdio: 'inherit' });
process.exitCode = written.status ?? 1;
