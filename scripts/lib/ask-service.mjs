// How the operator's commands talk to a service: as any other client, with the access token in NANGLUC_TOKEN.
const INSTEAD = 'use the address of a service, for example http://localhost:3001';

/** Something the operator can put right: said in one line, without a stack. */
export class Refused extends Error {
  exitCode = 1;
}

/**
 * Asks a service and gives its answer; a refusal is thrown with its code, its sentence and the fields that are wrong.
 * @param {string} service address
 * @param {string} path from `/v1` on
 * @param {{method?: string, body?: object, headers?: Record<string, string>}} [request]
 */
export async function askService(service, path, { method = 'GET', body, headers = {} } = {}) {
  if (!process.env['NANGLUC_TOKEN'])
    throw Object.assign(new Refused('NANGLUC_TOKEN is not set: an access token of an operator'), { exitCode: 2 });
  if (!URL.canParse(service) || !/^https?:/.test(service)) throw new Refused(`${service} is no address: ${INSTEAD}`);
  const answer = await fetch(new URL(path, service), {
    method,
    headers: {
      authorization: `Bearer ${process.env['NANGLUC_TOKEN']}`,
      'accept-language': 'en',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(error => {
    throw new Refused(`${service} does not answer (${error.cause?.code ?? error.message})`);
  });
  const text = await answer.text();
  const content = parsed(text);
  if (answer.ok && (content !== undefined || text === '')) return content;
  if (!content?.code) throw new Refused(`${service} answers ${answer.status} and not as a service does: ${INSTEAD}`);
  const fields = (content.errors ?? []).map(({ field, code }) => `${field}: ${code}`).join(', ');
  throw new Refused(`${answer.status} ${content.code} ${content.title}${fields ? ` (${fields})` : ''}`);
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs a command and sets the exit code: 0 done, 1 refused, 2 not asked rightly.
 * @param {string} usage
 * @param {() => Promise<boolean>} work false when it was not told what to do
 */
export async function runCommand(usage, work) {
  try {
    if (await work()) return;
    process.stdout.write(usage);
    process.exitCode = 2;
  } catch (error) {
    const isOption = String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!isOption && !(error instanceof Refused)) throw error;
    process.stderr.write(`${error.message}\n${isOption ? usage : ''}`);
    process.exitCode = error.exitCode ?? 2;
  }
}
