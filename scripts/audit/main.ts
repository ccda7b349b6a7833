// Usage: npm run audit:verify -- --postgres=postgres://… [--prefix=nangluc_]
import { parseArgs } from 'node:util';
import pg from 'pg';
import { verifyTrail } from './verify-trail.js';

const SERVICES = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting'];
const { values } = parseArgs({
  options: { postgres: { type: 'string' }, prefix: { type: 'string', default: 'nangluc_' } },
});
const server = values.postgres ?? process.env['NANGLUC_POSTGRES_URL'];
if (!server) {
  process.stderr.write('Name the server: --postgres=postgres://…, or NANGLUC_POSTGRES_URL\n');
  process.exit(2);
}
async function connect(service: string): Promise<pg.Client> {
  const url = new URL(server ?? '');
  url.pathname = `/${values.prefix}${service}`;
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  return client;
}

const witness = await connect('approvals');
let wrong = 0;
for (const service of SERVICES) {
  const own = await connect(service);
  const { records, seals, head, faults } = await verifyTrail(service, own, witness);
  await own.end();
  const verdict = faults.length === 0 ? 'whole' : 'ALTERED';
  process.stdout.write(
    `${service.padEnd(12)}${verdict.padEnd(9)}${records} records, ${seals} seals, head ${head ?? '–'}\n`,
  );
  for (const { kind, text } of faults) process.stdout.write(`${' '.repeat(12)}${kind}: ${text}\n`);
  wrong += faults.length;
}
process.exit(wrong > 0 ? 1 : 0);
