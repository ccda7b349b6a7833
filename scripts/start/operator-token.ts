import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { System } from '#testing';

const EVERY_MS = 60_000;

/**
 * Keeps an operator's access token in a file of the data folder, so that the operator's commands can be tried on this
 * system. In production the issuer gives one to the operator's own client.
 */
export async function keepOperatorToken({ issuer }: System, folder: string): Promise<string> {
  const file = join(folder, 'operator-token');
  const write = async (): Promise<void> => {
    const token = await issuer.token({ subject: 'demo-operator', roles: ['operator'] });
    await writeFile(file, token, { mode: 0o600 });
  };
  await write();
  setInterval(() => void write().catch(() => undefined), EVERY_MS).unref();
  return file;
}
