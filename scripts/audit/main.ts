// `npm run audit:verify`: the audit trail of every service against its seals and their witness, in words and by exit code.
import pg from 'pg';
import { readServiceDatabases } from '../lib/service-databases.js';
import { verifyTrail } from './verify-trail.js';

const USAGE = `npm run audit:verify -- --postgres=URL [--prefix=nangluc_]
  URL is a server with the databases of all services, as an account that may read them: postgres://user:password@host:5432
  (or NANGLUC_POSTGRES_URL). Ends with 0 when every trail is whole, with 1 when one was altered, with 2 when it could not look.
`;
const SERVICES = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting'];

await readServiceDatabases(USAGE, {}, async databaseOf => {
  const connect = async (service: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: databaseOf(service) });
    await client.connect();
    return client;
  };
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
  await witness.end();
  return wrong === 0;
});
