// Usage: npm run api:release: what is committed now becomes what `npm run api:breaks` compares with. For the commit of a
// release.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICES } from '#contracts';

const apps = resolve(import.meta.dirname, '..', '..', '..', 'apps');
for (const service of SERVICES)
  copyFileSync(join(apps, service, 'openapi.json'), join(apps, service, 'openapi.released.json'));
writeFileSync(join(apps, 'declared-breaks.json'), '{}\n');
process.stdout.write(`${SERVICES.join(', ')}: what stands in openapi.json is released\n`);
