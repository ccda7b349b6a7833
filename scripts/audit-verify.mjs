// `npm run audit:verify`: recomputes the audit trails of all services and holds them against their witnesses.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const node = prepare({ java: false });
const { status } = spawnSync(node, [join(root, 'dist/scripts/audit/main.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
