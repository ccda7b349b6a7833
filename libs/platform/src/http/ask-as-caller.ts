import { BadGatewayException } from '@nestjs/common';

const PATIENCE_MS = 10_000;

/**
 * Asks a route of another service in the name of the caller, whose token decides what the answer holds. 502 when it does
 * not answer in time, or with an error; call it outside a transaction.
 * @param who what the other service is called where it failed
 */
export async function askAsCaller<T>(who: string, url: URL, body: unknown, token: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    throw new BadGatewayException(undefined, { cause: error });
  });
  if (!response.ok) throw new BadGatewayException(`${who} answered ${response.status}`);
  return (await response.json()) as T;
}
