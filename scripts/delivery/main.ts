// Usage: npm run delivery:verify -- --postgres=postgres://… [--prefix=nangluc_] [--days=7] [--settle=60]
import 'reflect-metadata';
import { serviceDatabases } from '../lib/service-databases.js';
import { servicesAt } from './services.js';
import { verifyDelivery } from './verify-delivery.js';

const SHOWN = 10;
const { values, databaseOf } = serviceDatabases({ days: '7', settle: '60' });
const services = servicesAt(service => (service === 'gateway' ? undefined : databaseOf(service)));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { deliveries, strangers } = await verifyDelivery(services, services, {
  days: Number(values.days),
  settleSeconds: Number(values.settle),
});
for (const { producer, consumer, sent, processed, dead, onTheWay, missing } of deliveries) {
  const counts = `${sent} sent, ${processed} processed, ${dead} dead letters, ${onTheWay} on the way`;
  say(`${`${producer} → ${consumer}`.padEnd(26)}${(missing.length ? 'MISSING' : 'whole').padEnd(9)}${counts}`);
  for (const { topic, key, id, sentAt } of missing.slice(0, SHOWN))
    say(`${' '.repeat(26)}${topic} ${key} ${id} sent ${sentAt.toISOString()}`);
  if (missing.length > 0) {
    const first = missing.reduce((least, { sentAt }) => (sentAt < least ? sentAt : least), missing[0]!.sentAt);
    say(
      `${' '.repeat(26)}${missing.length} missing; send them again: npm run republish -- --service=URL of ${producer}`,
    );
    say(`${' '.repeat(26)}  --from=${first.toISOString()} --reason=…`);
  }
}
for (const [consumer, number] of strangers)
  if (number > 0) say(`${consumer} has processed ${number} messages that nobody has sent`);
await Promise.all(services.map(({ database }) => database.end()));
const isWhole = deliveries.every(({ missing }) => missing.length === 0) && [...strangers.values()].every(n => n === 0);
process.exit(isWhole ? 0 : 1);
