// `npm run delivery:verify`: what every service has sent against what every reader has processed, in words and by exit code.
import 'reflect-metadata';
import { readServiceDatabases } from '../lib/service-databases.js';
import { describeDelivery, earliestMissing, isWhole } from './describe-delivery.js';
import { servicesAt } from './services.js';
import { verifyDelivery } from './verify-delivery.js';

const USAGE = `npm run delivery:verify -- --postgres=URL [--prefix=nangluc_] [--days=7] [--settle=60]
  URL is a server with the databases of all services, as an account that may read them: postgres://user:password@host:5432
  (or NANGLUC_POSTGRES_URL). Compares what was sent in the last so many days; what is younger than --settle seconds may
  still be on its way. Ends with 0 when nothing is missing, with 1 when something is, with 2 when it could not look.
`;

await readServiceDatabases(USAGE, { days: '7', settle: '60' }, async (databaseOf, { days, settle }) => {
  const span = { days: wholeNumber('days', days, 1), settleSeconds: wholeNumber('settle', settle, 0) };
  const services = servicesAt(service => (service === 'gateway' ? undefined : databaseOf(service)));
  try {
    const report = await verifyDelivery(services, services, span);
    process.stdout.write(`${describeDelivery(report, span.days).join('\n')}\n`);
    for (const [producer, from] of earliestMissing(report))
      process.stdout.write(
        `  npm run republish -- --service=URL of ${producer} --from=${from.toISOString()} --reason=…\n`,
      );
    return isWhole(report);
  } finally {
    await Promise.all(services.map(({ database }) => database.end()));
  }
});

function wholeNumber(name: string, value: string, least: number): number {
  if (!/^\d+$/.test(value) || Number(value) < least)
    throw new Error(`--${name} must be a whole number from ${least}: ${value}`);
  return Number(value);
}
