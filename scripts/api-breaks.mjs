// `npm run api:breaks [-- git-ref]`: what clients of the last release (or of that version) would find broken. Ends with 1
// when there is anything that apps/declared-breaks.json does not declare.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';

const [ref] = process.argv.slice(2);
prepare({ java: false });
const { breakingChanges } = await import(join(root, 'dist/scripts/api/breaking-changes.js'));
const declared = JSON.parse(readFileSync(join(root, 'apps/declared-breaks.json'), 'utf8'));

/** The document as it was; undefined where there was none. */
function released(file) {
  if (!ref) return readFileSync(join(root, file.replace('.json', '.released.json')), 'utf8');
  const shown = spawnSync('git', ['show', `${ref}:${file}`], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  return shown.status === 0 ? shown.stdout : undefined;
}

let undeclared = 0;
for (const file of globSync('apps/*/openapi.json', { cwd: root }).sort()) {
  const then = released(file);
  if (!then) continue;
  const reasons = declared[basename(dirname(file))] ?? {};
  for (const sentence of breakingChanges(JSON.parse(then), JSON.parse(readFileSync(join(root, file), 'utf8')))) {
    process.stdout.write(`${file}: ${sentence}${reasons[sentence] ? ` (declared: ${reasons[sentence]})` : ''}\n`);
    if (!reasons[sentence]) undeclared += 1;
  }
}
process.stdout.write(`${undeclared} undeclared breaks since ${ref ?? 'the last release'}\n`);
process.exitCode = undeclared > 0 ? 1 : 0;
