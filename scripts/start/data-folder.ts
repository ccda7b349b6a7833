import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** A folder that no other running start uses: the wanted one, or the next beside it. */
export async function claimFolder(wanted: string, fresh: boolean): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = resolve(n === 1 ? wanted : `${wanted}-${n}`);
    const lock = join(folder, 'start.pid');
    const owner = existsSync(lock) ? Number(await readFile(lock, 'utf8')) : 0;
    if (owner && isAlive(owner)) continue;
    if (fresh) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(lock, String(process.pid));
    return folder;
  }
}

export async function leaveFolder(folder: string): Promise<void> {
  await rm(join(folder, 'start.pid'), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
