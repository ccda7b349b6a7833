import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder for the files of one run; the caller removes it. Others may pass through it, though not look into it:
 * PostgreSQL, which does not run as root, then keeps its data inside, and not in a folder beside that nobody removes.
 */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `nangluc-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}
