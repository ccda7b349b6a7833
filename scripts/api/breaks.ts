// Usage: npm run api:breaks [-- git-ref]: what clients of the last release (or of that version) would find broken. Ends
// with 1 when there is anything that apps/declared-breaks.json does not declare.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICES } from '#contracts';
import { breakingChanges } from './breaking-changes.js';
import type { Json } from './schema-breaks.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const [ref] = process.argv.slice(2);
const declared = JSON.parse(read('apps/declared-breaks.json')) as Record<string, Record<string, string>>;

/** The document as it was; undefined where there was none. */
function released(service: string): string | undefined {
  if (!ref) return read(`apps/${service}/openapi.released.json`);
  const shown = spawnSync('git', ['show', `${ref}:apps/${service}/openapi.json`], { cwd: root, maxBuffer: 1e8 });
  return shown.status === 0 ? shown.stdout.toString() : undefined;
}

let undeclared = 0;
for (const service of SERVICES) {
  const then = released(service);
  if (!then) continue;
  const reasons = declared[service] ?? {};
  const now = JSON.parse(read(`apps/${service}/openapi.json`)) as Json;
  for (const sentence of breakingChanges(JSON.parse(then) as Json, now)) {
    const reason = reasons[sentence];
    process.stdout.write(`${service}: ${sentence}${reason ? ` (declared: ${reason})` : ''}\n`);
    if (!reason) undeclared += 1;
  }
}
process.stdout.write(`${undeclared} undeclared breaks since ${ref ?? 'the last release'}\n`);
process.exitCode = undeclared > 0 ? 1 : 0;
