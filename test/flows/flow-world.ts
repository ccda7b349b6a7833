// The world that the flows begin with; it is played once in a run, and each flow goes on with a copy of it.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICES } from '#contracts';
import { asAdmin, testEndpoints, temporaryFolder } from '#testing';
import { writeScenario } from '../../data/src/generator/write-scenario.js';
import { adoptProgramme } from '../../scripts/start/scenario/adopt-programme.js';
import { loadRegistry } from '../../scripts/start/scenario/load-registry.js';
import { changeUnits } from '../../scripts/start/scenario/shock.js';
import { setDate, type World } from '../../scripts/start/scenario/world.js';
import { openWorld, type FlowWorld, type WorldPlace } from './open-world.js';

export type { FlowWorld } from './open-world.js';

interface WorldOptions extends Pick<WorldPlace, 'withGateway'> {
  /** A server of its own for its databases: nothing can be copied into that, so everything is played there. */
  adminUrl?: string;
}

/** People and units of early 2025 loaded, the heir adopted, and the units merged; nobody moved yet. */
export async function worldBeforeMerger({ adminUrl, withGateway }: WorldOptions = {}): Promise<FlowWorld> {
  const folder = await temporaryFolder('flow');
  const databasePrefix = `flow_${randomBytes(4).toString('hex')}_`;
  if (!adminUrl) await copyTemplate(folder, databasePrefix);
  const place = { folder, databasePrefix, adminUrl: adminUrl ?? testEndpoints().adminUrl, withGateway };
  const world = await openWorld({ ...place, isCopy: !adminUrl });
  if (adminUrl) await playUntilMerger(world);
  return {
    ...world,
    stop: async () => {
      await world.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function copyTemplate(folder: string, databasePrefix: string): Promise<void> {
  const { adminUrl, folder: shared } = testEndpoints();
  const template = { folder: join(shared, 'world'), databasePrefix: 'world_', adminUrl };
  const complete = join(template.folder, 'complete');
  await asAdmin(adminUrl, 'postgres', async client => {
    await client.query(`SELECT pg_advisory_lock(655)`);
    if (!existsSync(complete)) {
      await mkdir(template.folder);
      const world = await openWorld(template);
      await playUntilMerger(world);
      await world.stop();
      await writeFile(complete, '');
    }
    await cp(template.folder, folder, { recursive: true });
    for (const name of SERVICES)
      await client.query(`CREATE DATABASE ${databasePrefix}${name} TEMPLATE world_${name} OWNER nangluc_owner`);
  });
}

async function playUntilMerger(world: World): Promise<void> {
  await writeScenario({ scale: 'son-la', seed: 654, units: 'son-la', folder: world.inputs });
  await loadRegistry(world);
  await adoptProgramme(world, 'two-tier-2025');
  setDate(world, '2025-07-01');
  await changeUnits(world);
}

export const MERGER = {
  cause: 'merger',
  name: 'Sắp xếp đơn vị hành chính 01/07/2025',
  decision: '1681/NQ-UBTVQH15',
};
