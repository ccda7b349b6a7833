// `npm run api:breaks -- <git ref>`: what clients of that release would find broken. Ends with 1 when there is anything.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const [ref = 'HEAD'] = process.argv.slice(2);
prepare({ java: false });
const { breakingChanges } = await import(join(root, 'dist/scripts/api/breaking-changes.js'));
let found = 0;
for (const file of globSync('apps/*/openapi.json', { cwd: root })) {
  const then = spawnSync('git', ['show', `${ref}:${file}`], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  if (then.status !== 0) continue;
  const breaks = breakingChanges(JSON.parse(then.stdout), JSON.parse(readFileSync(join(root, file), 'utf8')));
  for (const sentence of breaks) process.stdout.write(`${file}: ${sentence}\n`);
  found += breaks.length;
}
process.stdout.write(`${found} breaking changes since ${ref}\n`);
process.exitCode = found > 0 ? 1 : 0;
