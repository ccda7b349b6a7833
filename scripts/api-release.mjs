// `npm run api:release`: what is committed now becomes what `npm run api:breaks` compares with; for the commit of a release.
import { copyFileSync, globSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
for (const file of globSync('apps/*/openapi.json', { cwd: root }).sort()) {
  copyFileSync(join(root, file), join(root, file.replace('.json', '.released.json')));
  process.stdout.write(`${file}\n`);
}
writeFileSync(join(root, 'apps/declared-breaks.json'), '{}\n');
