// `npm run republish -- --service=http://… --reason=TEXT`: has a service send again what it has sent, and waits for it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { askService, runCommand } from './lib/ask-service.mjs';

const USAGE = `npm run republish -- --service=URL --reason=TEXT [--topic=NAME] [--key=ID] [--from=TIME] [--to=TIME]
  Sends again, under the same ids, what was first sent from one time to another (ISO 8601); all that is kept when left out.
  URL is the service's address, for example http://localhost:3001; NANGLUC_TOKEN holds an operator's access token.
  npm run delivery:verify says of which service something is missing, and since when.
`;

const PATH = '/v1/republications';

await runCommand(USAGE, async () => {
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
  if (help) {
    process.stdout.write(USAGE);
    return true;
  }
  if (!service || !wanted.reason) return false;
  const headers = { 'idempotency-key': randomUUID() };
  const { id } = await askService(service, PATH, { method: 'POST', body: wanted, headers });
  console.log(`Republication ${id} is written down; it goes on by itself, also without this command`);
  let job = await askService(service, `${PATH}/${id}`);
  console.log(`It sends what was first sent from ${job.from} to ${job.to}${job.topic ? ` on ${job.topic}` : ''}`);
  while (!job.finishedAt) {
    await pause(500);
    job = await askService(service, `${PATH}/${id}`);
  }
  console.log(`${job.messages} messages are on their way again; npm run delivery:verify says when they have arrived`);
  return true;
});
