// Sơn La in one system of its own: databases, broker, five service processes; every spec ends by asking the oracle.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedKafka, System, testEndpoints, type KafkaServer } from '#testing';
import { writeScenario } from '../../data/src/generator/write-scenario.js';
import { adoptProgramme } from '../../scripts/start/scenario/adopt-programme.js';
import { Journal } from '../../scripts/start/scenario/journal.js';
import { loadRegistry } from '../../scripts/start/scenario/load-registry.js';
import { changeUnits } from '../../scripts/start/scenario/shock.js';
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

interface WorldOptions {
  /** The server for its databases; the one that all tests share when left out. */
  adminUrl?: string;
  /** With the gateway, whose issuer gives tokens for the demonstration's accounts only, each with its own units. */
  withGateway?: boolean;
}

/** People and units of early 2025 loaded, the heir adopted, and the units merged; nobody moved yet. */
export async function worldBeforeMerger({
  adminUrl = testEndpoints().adminUrl,
  withGateway = false,
}: WorldOptions = {}): Promise<FlowWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'nangluc-flow-'));
  const kafka = await startEmbeddedKafka(join(folder, 'kafka'));
  const dateFile = join(folder, 'business-date');
  const databasePrefix = `flow_${randomBytes(4).toString('hex')}_`;
  const bare = { dateFile } as World;
  setDate(bare, '2025-01-02');
  const system = await System.start({
    adminUrl,
    brokers: kafka.brokers,
    dist: join(process.cwd(), 'dist'),
    folder: join(folder, 'logs'),
    databasePrefix,
    businessDate: `file:${dateFile}`,
    supervised: false,
    settings: { DRAFT_QUIET_MS: '300', PLANNER_SECONDS: '1' },
    withGateway,
  });
  const inputs = join(folder, 'inputs');
  const world: World = {
    system,
    journal: await Journal.open(join(folder, 'journal.json')),
    inputs,
    data: join(process.cwd(), 'data'),
    dateFile,
    language: 'en',
    scale: 'son-la',
    seed: 654,
    say: () => undefined,
  };
  await writeScenario({ scale: 'son-la', seed: 654, units: 'son-la', folder: inputs });
  await loadRegistry(world);
  await adoptProgramme(world, 'two-tier-2025');
  setDate(world, '2025-07-01');
  await changeUnits(world);
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const MERGER = {
  cause: 'merger',
  name: 'Sắp xếp đơn vị hành chính 01/07/2025',
  decision: '1681/NQ-UBTVQH15',
};
