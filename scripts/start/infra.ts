import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, startEmbeddedKafka, startEmbeddedPostgres } from '#testing';
import type { Infra } from './options.js';

export interface RunningInfra {
  adminUrl: string;
  brokers: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** Starts or finds PostgreSQL and Kafka. */
export function startInfra(
  mode: Infra,
  folder: string,
  root: string,
  fresh: boolean,
  say: (line: string) => void,
): Promise<RunningInfra> {
  if (mode === 'embedded') return startEmbedded(folder, say);
  return mode === 'containers' ? startContainers(root, folder, fresh) : findExternal();
}

async function startEmbedded(folder: string, say: (line: string) => void): Promise<RunningInfra> {
  const [postgres, kafka] = await Promise.all([
    startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: true }),
    startEmbeddedKafka(join(folder, 'kafka'), say),
  ]);
  return {
    adminUrl: postgres.adminUrl,
    brokers: kafka.brokers,
    stop: async () => void (await Promise.all([kafka.stop(), postgres.stop()])),
  };
}

async function startContainers(root: string, folder: string, fresh: boolean): Promise<RunningInfra> {
  const [postgres, kafka] = [await freePort(), await freePort()];
  const env = { ...process.env, NANGLUC_POSTGRES_PORT: String(postgres), NANGLUC_KAFKA_PORT: String(kafka) };
  // A project of its own for each data folder, so that two starts at once do not share containers.
  const project = `nangluc-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
  const compose = (...args: string[]) =>
    run('docker', ['compose', '-p', project, '-f', join(root, 'compose.yaml'), ...args], { env });
  await run('docker', ['compose', 'version'], { env }).catch((error: unknown) => {
    throw new Error('--infra=containers needs Docker with its compose plugin; install it, or use --infra=embedded', {
      cause: error,
    });
  });
  if (fresh) await compose('down', '--volumes');
  try {
    await compose('up', '--detach', '--wait');
  } catch (error) {
    await compose('down').catch(() => undefined);
    throw new Error(`Docker could not start compose.yaml; is its daemon running? ${lastLine(error)}`, { cause: error });
  }
  return {
    adminUrl: `postgres://postgres:${process.env['NANGLUC_POSTGRES_PASSWORD'] ?? 'postgres'}@127.0.0.1:${postgres}/postgres`,
    brokers: `127.0.0.1:${kafka}`,
    stop: async () => void (await compose('down')),
  };
}

/** What the command said last: the lines before it only tell what went well. */
function lastLine(error: unknown): string {
  const { stderr = '' } = error as { stderr?: string };
  return stderr.trim().split('\n').at(-1)?.trim() ?? String(error);
}

function findExternal(): Promise<RunningInfra> {
  const adminUrl = process.env['NANGLUC_POSTGRES_URL'];
  const brokers = process.env['NANGLUC_KAFKA_BROKERS'];
  if (!adminUrl || !brokers)
    throw new Error('--infra=external needs NANGLUC_POSTGRES_URL (superuser) and NANGLUC_KAFKA_BROKERS (host:port,…)');
  return Promise.resolve({ adminUrl, brokers, stop: () => Promise.resolve() });
}
