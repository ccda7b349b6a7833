// Sơn La in one system of its own: databases, broker, five service processes; every spec ends by asking the oracle.
import { join } from 'node:path';
import { startEmbeddedKafka, System, type KafkaServer } from '#testing';
import { Journal } from '../../scripts/start/scenario/journal.js';
import { dateOf, setDate, type World } from '../../scripts/start/scenario/world.js';
import { consultOracle } from '../oracle/consult-oracle.js';
import { undelivered } from './undelivered.js';

export interface FlowWorld extends World {
  kafka: KafkaServer;
  databasePrefix: string;
  /** Names of the checks that disagree, with what differs; empty when every figure is right. */
  disagreements(): Promise<string[]>;
  stop(): Promise<void>;
}

export interface WorldPlace {
  /** Broker's data, logs, journal and inputs. */
  folder: string;
  adminUrl: string;
  databasePrefix: string;
  /** The place is a copy of another world's: databases, topics and journal are there. */
  isCopy?: boolean;
  /** With the gateway, whose issuer gives tokens for the demonstration's accounts only, each with its own units. */
  withGateway?: boolean;
}

/** Starts a world in its place, and goes on with what is there. */
export async function openWorld({ folder, adminUrl, databasePrefix, ...place }: WorldPlace): Promise<FlowWorld> {
  const { isCopy = false, withGateway = false } = place;
  const kafka = await startEmbeddedKafka(join(folder, 'kafka'));
  const dateFile = join(folder, 'business-date');
  if (!isCopy) setDate({ dateFile } as World, '2025-01-02');
  const system = await System.start({
    adminUrl,
    brokers: kafka.brokers,
    dist: join(process.cwd(), 'dist'),
    folder: join(folder, 'logs'),
    databasePrefix,
    businessDate: `file:${dateFile}`,
    supervised: false,
    migrated: isCopy,
    settings: { DRAFT_QUIET_MS: '300', PLANNER_SECONDS: '1' },
    withGateway,
  });
  const world: World = {
    system,
    journal: await Journal.open(join(folder, 'journal.json')),
    inputs: join(folder, 'inputs'),
    data: join(process.cwd(), 'data'),
    dateFile,
    language: 'en',
    scale: 'son-la',
    seed: 654,
    say: () => undefined,
  };
  return {
    ...world,
    kafka,
    databasePrefix,
    disagreements: async () => {
      const { checks } = await consultOracle({
        journal: [...world.journal.inputs],
        databases: system.databases,
        today: dateOf(world),
      });
      const wrong = checks
        .filter(({ agrees }) => !agrees)
        .map(({ name, differences }) => `${name.en}: ${differences.slice(0, 3).join('; ')}`);
      return [...wrong, ...(await undelivered(system.databases))];
    },
    stop: async () => {
      await system.stop();
      await kafka.stop();
    },
  };
}
