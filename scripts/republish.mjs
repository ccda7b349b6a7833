// `npm run republish -- --service=http://… --reason=TEXT`: has a service send again what it has sent, and waits for it.
// Talks to the service as any operator does; the access token comes from NANGLUC_TOKEN.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { asOperator, operator } from './lib/operator.mjs';

const USAGE = `npm run republish -- --service=URL --reason=TEXT [--topic=NAME] [--key=ID] [--from=TIME] [--to=TIME]
  Sends again, under the same ids, what was first sent from one time to another (ISO 8601); all that is kept when left out.
  URL is the service's address, for example http://localhost:3001; NANGLUC_TOKEN holds an operator's access token.
`;

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    service: text,
    reason: text,
    topic: text,
    key: text,
    from: text,
    to: text,
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const { service, help, ...wanted } = values;
const call = operator(service, 'republications');

await asOperator({ usage: USAGE, help, isComplete: Boolean(service && values.reason), service }, async () => {
  const { id } = await call('POST', '', wanted, { 'idempotency-key': randomUUID() });
  let job = await call('GET', `/${id}`);
  while (!job.finishedAt) {
    await pause(500);
    job = await call('GET', `/${id}`);
  }
  console.log(`${job.messages} messages are on their way again (${id})`);
});
