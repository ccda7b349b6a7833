// `npm run dead-letters -- --service=http://… <command>`: sees, processes again and discards what a service could not
// process. Talks to the service as any operator does; the access token comes from NANGLUC_TOKEN.
import { parseArgs } from 'node:util';

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
const token = process.env['NANGLUC_TOKEN'];

async function call(method, path, body) {
  const answer = await fetch(new URL(`/v1/dead-letters${path}`, values.service), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const content = text ? JSON.parse(text) : undefined;
  if (!answer.ok)
    throw new Error(`${answer.status} ${content?.code ?? ''} ${content?.title ?? ''} ${content?.detail ?? ''}`.trim());
  return content;
}

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

const isComplete = command in commands && values.service && (command === 'list' || id);
if (values.help || !isComplete) {
  process.stdout.write(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else if (!token) {
  console.error('NANGLUC_TOKEN is not set: an access token of an operator');
  process.exitCode = 2;
} else {
  try {
    await commands[command]();
  } catch (error) {
    console.error(error.cause?.code ? `${values.service} does not answer (${error.cause.code})` : error.message);
    process.exitCode = 1;
  }
}
