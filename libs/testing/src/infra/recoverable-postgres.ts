import { spawn } from 'node:child_process';
import { appendFile, chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../eventually.js';
import { startEmbeddedPostgres, type PostgresServer } from './embedded-postgres.js';
import { folderForPostgres, postgresAccount } from './reachable-folder.js';
import { asAdmin } from './service-databases.js';

/** A PostgreSQL that keeps its log, so that all its databases can be recovered to one moment after a base backup. */
export class RecoverablePostgres {
  private constructor(
    readonly server: PostgresServer,
    private readonly home: string,
  ) {}

  static async start(folder: string): Promise<RecoverablePostgres> {
    const home = await folderForPostgres(folder);
    await run('mkdir', '-p', join(home, 'archive'));
    const server = await startEmbeddedPostgres({
      folder,
      durable: false,
      settings: { archive_mode: 'on', archive_command: `cp %p ${join(home, 'archive')}/%f` },
    });
    return new RecoverablePostgres(server, home);
  }

  get adminUrl(): string {
    return this.server.adminUrl;
  }

  /** A base backup of the running server, as PostgreSQL's manual takes one by hand: this package brings no pg_basebackup. */
  async backUp(): Promise<void> {
    const [data, backup] = [join(this.home, 'pgdata'), join(this.home, 'backup')];
    await asAdmin(this.adminUrl, 'postgres', async client => {
      await client.query(`SELECT pg_backup_start('test', true)`);
      await run('cp', '-a', data, backup);
      const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
      await write(join(backup, 'backup_label'), rows[0]?.labelfile ?? '');
    });
    await run('rm', '-f', join(backup, 'postmaster.pid'), join(backup, 'postmaster.opts'));
  }

  /** The time of the server; what commits until then is recovered. */
  async now(): Promise<string> {
    return asAdmin(this.adminUrl, 'postgres', async client => {
      const { rows } = await client.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
      return rows[0]?.now ?? '';
    });
  }

  /** Loses the server with everything it holds, and recovers the backup to a moment. */
  async recoverTo(moment: string): Promise<void> {
    await this.archived();
    await this.server.kill?.();
    const data = join(this.home, 'pgdata');
    await run('rm', '-rf', data);
    await run('cp', '-a', join(this.home, 'backup'), data);
    await appendFile(
      join(data, 'postgresql.auto.conf'),
      `restore_command = 'cp ${join(this.home, 'archive')}/%f %p'
recovery_target_time = '${moment}'
recovery_target_action = 'promote'
`,
    );
    await write(join(data, 'recovery.signal'), '');
    await this.server.restart?.();
    await eventually(
      () =>
        asAdmin(this.adminUrl, 'postgres', async client => {
          const { rows } = await client.query<{ busy: boolean }>('SELECT pg_is_in_recovery() AS busy');
          return rows[0]?.busy === false;
        }),
      'the recovery has reached its moment',
      { timeoutMs: 60_000 },
    );
  }

  /** All of the log until now is in the archive. */
  private async archived(): Promise<void> {
    await asAdmin(this.adminUrl, 'postgres', async client => {
      const { rows } = await client.query<{ file: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS file');
      await eventually(async () => {
        const { rowCount } = await client.query('SELECT FROM pg_stat_archiver WHERE last_archived_wal >= $1', [
          rows[0]?.file,
        ]);
        return rowCount === 1;
      }, 'the log is archived');
    });
  }
}

/** A file that the server may also change. */
async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content);
  const { uid, gid } = postgresAccount();
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

/** As the account of the server, to whom its files belong. */
function run(command: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...postgresAccount(), stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')}: ${code}`))));
  });
}
