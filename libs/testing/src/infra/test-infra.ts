import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KAFKA_IMAGE, POSTGRES_IMAGE, startKafkaContainer, startPostgresContainer } from './containers.js';
import { startEmbeddedKafka, type KafkaServer } from './embedded-kafka.js';
import { temporaryFolder } from './temporary-folder.js';
import { startEmbeddedPostgres, type PostgresServer } from './embedded-postgres.js';

export interface TestInfra {
  kind: 'containers' | 'embedded';
  postgres: PostgresServer;
  kafka: KafkaServer;
  folder: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** True when Docker answers here and has both images; they are never pulled behind the tester's back. */
export async function dockerHasImages(): Promise<boolean> {
  try {
    await run('docker', ['image', 'inspect', POSTGRES_IMAGE, KAFKA_IMAGE], { timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}

/** One real PostgreSQL and one real Kafka for a whole test run; NANGLUC_TEST_INFRA=embedded|containers overrides the choice. */
export async function startTestInfra(): Promise<TestInfra> {
  const wanted = process.env['NANGLUC_TEST_INFRA'];
  const isContained = wanted ? wanted === 'containers' : await dockerHasImages();
  const folder = await temporaryFolder('test');
  const [postgres, kafka] = await Promise.all(isContained ? containers() : embedded(folder));
  const stop = async (): Promise<void> => {
    await Promise.all([postgres.stop(), kafka.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  return { kind: isContained ? 'containers' : 'embedded', postgres, kafka, folder, stop };
}

const containers = () => [startPostgresContainer(), startKafkaContainer()] as const;

const embedded = (folder: string) =>
  [
    startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false }),
    startEmbeddedKafka(join(folder, 'kafka')),
  ] as const;
