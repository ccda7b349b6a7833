// What the commands that talk to a running service as an operator share; plain Node 20, no dependency.
const token = process.env['NANGLUC_TOKEN'];

/**
 * A caller of one resource of the service; a refusal is thrown in the service's own words.
 * @param {string | undefined} service address of the service
 * @param {string} resource
 */
export const operator = (service, resource) => async (method, path, body, headers) => {
  const answer = await fetch(new URL(`/v1/${resource}${path}`, service), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...headers,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const content = text ? JSON.parse(text) : undefined;
  if (!answer.ok)
    throw new Error(`${answer.status} ${content?.code ?? ''} ${content?.title ?? ''} ${content?.detail ?? ''}`.trim());
  return content;
};

/**
 * Runs a command that was asked for rightly, else says how; what goes wrong becomes a sentence and the exit code.
 * @param {{ usage: string, help: boolean, isComplete: boolean, service: string | undefined }} asked
 * @param {() => Promise<void>} command
 */
export async function asOperator({ usage, help, isComplete, service }, command) {
  if (help || !isComplete) {
    process.stdout.write(usage);
    process.exitCode = help ? 0 : 2;
  } else if (!token) {
    console.error('NANGLUC_TOKEN is not set: an access token of an operator');
    process.exitCode = 2;
  } else {
    try {
      await command();
    } catch (error) {
      console.error(error.cause?.code ? `${service} does not answer (${error.cause.code})` : error.message);
      process.exitCode = 1;
    }
  }
}
