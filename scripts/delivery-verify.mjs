// `npm run delivery:verify`: holds what every service has sent against what every reader has processed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const node = prepare({ java: false });
const { status } = spawnSync(node, [join(root, 'dist/scripts/delivery/main.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
