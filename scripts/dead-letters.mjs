// `npm run dead-letters -- --service=http://… <command>`: sees, processes again and discards what a service could not
// process. Talks to the service as any operator does; the access token comes from NANGLUC_TOKEN.
import { parseArgs } from 'node:util';
import { asOperator, operator } from './lib/operator.mjs';

const USAGE = `npm run dead-letters -- --service=URL COMMAND
  list [--status=open|redriven|discarded]
  show ID                       the whole message
  redrive ID --reason=TEXT      processes it once more, in this service
  discard ID --reason=TEXT
  URL is the service's address, for example http://localhost:3003; NANGLUC_TOKEN holds an operator's access token.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    service: { type: 'string' },
    status: { type: 'string', default: 'open' },
    reason: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [command, id] = positionals;
const call = operator(values.service, 'dead-letters');

const commands = {
  list: async () => {
    const letters = await call('GET', `?status=${encodeURIComponent(values.status)}`);
    for (const { id: letter, topic, partition, offset, reason, buriedAt } of letters)
      console.log(`${letter}  ${buriedAt}  ${topic}[${partition}]@${offset}  ${reason}`);
    console.log(`${letters.length} dead letters are ${values.status}`);
  },
  show: async () => console.log(JSON.stringify(await call('GET', `/${id}`), null, 2)),
  redrive: async () => {
    await call('POST', `/${id}/redrive`, { reason: values.reason });
    console.log(`${id} was processed`);
  },
  discard: async () => {
    await call('POST', `/${id}/discard`, { reason: values.reason });
    console.log(`${id} is discarded`);
  },
};

const isComplete = Boolean(command in commands && values.service && (command === 'list' || id));
await asOperator({ usage: USAGE, help: values.help, isComplete, service: values.service }, () => commands[command]());
