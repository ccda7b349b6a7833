import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  announceEndpoints,
  startEmbeddedKafka,
  startEmbeddedPostgres,
  type KafkaServer,
  type PostgresServer,
  temporaryFolder,
} from '#testing';

/** The servers of one run: real and durable, on this machine. `testDatabase` of #testing finds them too. */
export interface Infra {
  postgres: PostgresServer;
  kafka: KafkaServer;
  /** For logs and input files; gone after the run. */
  folder: string;
  stop(): Promise<void>;
}

// As docs/operations says for a machine of this size; what is measured is no server with the memory of a test.
const SETTINGS = { shared_buffers: '2GB', max_wal_size: '8GB', checkpoint_timeout: '15min' };

/** fsync and synchronous commit are on: a figure without them would be another figure. */
export async function startInfra(say: (line: string) => void): Promise<Infra> {
  const folder = await temporaryFolder('bench');
  const [postgres, kafka] = await Promise.all([
    startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: true, settings: SETTINGS }),
    startEmbeddedKafka(join(folder, 'kafka'), say),
  ]);
  announceEndpoints({ adminUrl: postgres.adminUrl, brokers: kafka.brokers, folder });
  const stop = async (): Promise<void> => {
    await Promise.all([postgres.stop(), kafka.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  return { postgres, kafka, folder, stop };
}
