import { execFile } from 'node:child_process';
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
  return mode === 'containers' ? startContainers(root, fresh) : findExternal();
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

async function startContainers(root: string, fresh: boolean): Promise<RunningInfra> {
  const [postgres, kafka] = [await freePort(), await freePort()];
  const env = { ...process.env, NANGLUC_POSTGRES_PORT: String(postgres), NANGLUC_KAFKA_PORT: String(kafka) };
  const compose = (...args: string[]) => run('docker', ['compose', '-f', join(root, 'compose.yaml'), ...args], { env });
  if (fresh) await compose('down', '--volumes');
  try {
    await compose('up', '--detach', '--wait');
  } catch (error) {
    throw new Error(
      `Docker could not start compose.yaml; is its daemon running? ${(error as Error).message.slice(0, 300)}`,
      { cause: error },
    );
  }
  return {
    adminUrl: `postgres://postgres:${process.env['NANGLUC_POSTGRES_PASSWORD'] ?? 'postgres'}@127.0.0.1:${postgres}/postgres`,
    brokers: `127.0.0.1:${kafka}`,
    stop: async () => void (await compose('down')),
  };
}

function findExternal(): Promise<RunningInfra> {
  const adminUrl = process.env['NANGLUC_POSTGRES_URL'];
  const brokers = process.env['NANGLUC_KAFKA_BROKERS'];
  if (!adminUrl || !brokers)
    throw new Error('--infra=external needs NANGLUC_POSTGRES_URL (superuser) and NANGLUC_KAFKA_BROKERS (host:port,…)');
  return Promise.resolve({ adminUrl, brokers, stop: () => Promise.resolve() });
}
