// `npm run republish -- --service=http://… --reason=TEXT`: has a service send again what it has sent, and waits for it.
// Talks to the service as any operator does; the access token comes from NANGLUC_TOKEN.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

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
const token = process.env['NANGLUC_TOKEN'];

async function call(method, path, body) {
  const answer = await fetch(new URL(`/v1/republications${path}`, values.service), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const content = await answer.json();
  if (!answer.ok)
    throw new Error(`${answer.status} ${content.code ?? ''} ${content.title ?? ''} ${content.detail ?? ''}`.trim());
  return content;
}

if (values.help || !values.service || !values.reason) {
  process.stdout.write(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else if (!token) {
  console.error('NANGLUC_TOKEN is not set: an access token of an operator');
  process.exitCode = 2;
} else {
  const { service: _service, help: _help, ...wanted } = values;
  try {
    const { id } = await call('POST', '', wanted);
    let job = await call('GET', `/${id}`);
    while (!job.finishedAt) {
      await pause(500);
      job = await call('GET', `/${id}`);
    }
    console.log(`${job.messages} messages are on their way again (${id})`);
  } catch (error) {
    console.error(error.cause?.code ? `${values.service} does not answer (${error.cause.code})` : error.message);
    process.exitCode = 1;
  }
}
