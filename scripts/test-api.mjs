// `npm run test:api [-- examples service …]`: compiles, then lets schemathesis loose on the running services.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const node = prepare();
const args = [join(root, 'dist/scripts/api/fuzz.js'), ...process.argv.slice(2)];
process.exitCode = spawnSync(node, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
