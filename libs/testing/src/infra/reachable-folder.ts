import { existsSync, statSync } from 'node:fs';
import { chown, cp, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tmpdir, userInfo } from 'node:os';
import { sha256 } from '#kernel';

/** PostgreSQL refuses to run as root; then it runs as this account, which every Unix has. */
const NOBODY = { uid: 65534, gid: 65534 };

/** The account for PostgreSQL's processes; empty when we are an ordinary user ourselves. */
export function postgresAccount(): { uid?: number; gid?: number } {
  return userInfo().uid === 0 ? NOBODY : {};
}

/** True when another account may pass through all parents of a path, which it may not in a home folder of root. */
function canPass(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/** The wanted folder, or one in the temporary folder when PostgreSQL's account could not enter the wanted one. */
export async function folderForPostgres(wanted: string): Promise<string> {
  const account = postgresAccount();
  const folder =
    account.uid === undefined || canPass(dirname(wanted))
      ? wanted
      : join(tmpdir(), `nangluc-${sha256(wanted).slice(0, 12)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined) await chown(folder, account.uid, account.gid ?? account.uid);
  return folder;
}

/** The binaries where PostgreSQL's account can run them: copied once when node_modules is in a closed folder. */
export async function runnableBinaries(native: string): Promise<string> {
  if (postgresAccount().uid === undefined || canPass(native)) return native;
  const copy = join(tmpdir(), `nangluc-postgres-${sha256(native).slice(0, 12)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy).catch(() => undefined);
  }
  return copy;
}
