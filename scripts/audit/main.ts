// Usage: npm run audit:verify -- --postgres=postgres://… [--prefix=nangluc_]
import pg from 'pg';
import { serviceDatabases } from '../lib/service-databases.js';
import { verifyTrail } from './verify-trail.js';

const SERVICES = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting'];
const { databaseOf } = serviceDatabases();

async function connect(service: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseOf(service) });
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
