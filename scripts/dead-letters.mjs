// `npm run dead-letters -- --service=http://… <command>`: sees, processes again and discards what a service could not
// process.
import { parseArgs } from 'node:util';
import { askService, runCommand } from './lib/ask-service.mjs';

const USAGE = `npm run dead-letters -- --service=URL COMMAND
  list [--status=open|redriven|discarded]
  show ID                       the whole message
  redrive ID --reason=TEXT      processes it once more, in this service
  discard ID --reason=TEXT
  URL is the service's address, for example http://localhost:3003; NANGLUC_TOKEN holds an operator's access token.
`;

const PATH = '/v1/dead-letters';

await runCommand(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      service: { type: 'string' },
      status: { type: 'string', default: 'open' },
      reason: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return true;
  }
  const { service, status, reason } = values;
  const [command, id] = positionals;
  if (!service) return false;
  const decide = (verb, done) => async () => {
    await askService(service, `${PATH}/${encodeURIComponent(id)}/${verb}`, { method: 'POST', body: { reason } });
    console.log(`${id} ${done}`);
  };
  const commands = {
    list: async () => {
      const letters = await askService(service, `${PATH}?status=${encodeURIComponent(status)}`);
      for (const { id: letter, topic, partition, offset, reason: why, buriedAt } of letters)
        console.log(`${letter}  ${buriedAt}  ${topic}[${partition}]@${offset}  ${why}`);
      console.log(`${letters.length} dead letters are ${status}`);
    },
    show: async () =>
      console.log(JSON.stringify(await askService(service, `${PATH}/${encodeURIComponent(id)}`), null, 2)),
    redrive: decide('redrive', 'was processed'),
    discard: decide('discard', 'is discarded'),
  };
  const wanted = command !== undefined && Object.hasOwn(commands, command) && (command === 'list' || id);
  const isDecision = command === 'redrive' || command === 'discard';
  if (!wanted || (isDecision && !reason)) return false;
  await commands[command]();
  return true;
});
