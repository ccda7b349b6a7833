// docs/operations: back up, lose everything, recover the databases to a moment, begin the topics anew, send again, verify.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '#contracts';
import { kafkaClient } from '#messaging';
import { eventually, RecoverablePostgres, temporaryFolder } from '#testing';
import { approveUntilSettled } from '../../scripts/start/scenario/approve.js';
import { releaseBatch } from '../../scripts/start/scenario/release-batch.js';
import { MERGER, worldBeforeMerger, type FlowWorld } from './flow-world.js';

const LONG = 400_000;
let folder: string;
let postgres: RecoverablePostgres;
let world: FlowWorld;

beforeAll(async () => {
  folder = await temporaryFolder('restore');
  postgres = await RecoverablePostgres.start(join(folder, 'postgres'));
  world = await worldBeforeMerger({ adminUrl: postgres.adminUrl });
}, LONG);
afterAll(async () => {
  await world?.stop();
  await postgres?.server.stop();
  await rm(folder, { recursive: true, force: true });
}, LONG);

describe('a restore to a moment at which messages were on their way', () => {
  it(
    'loses nothing that was committed by then, and nothing of what came after remains',
    async () => {
      const { system, journal, inputs } = world;
      const { enrollment, scheduling } = system.services;
      await postgres.backUp();

      // The reader is away at that moment, so the topics hold what it has not read, and they are lost.
      await enrollment.stop();
      const file = join(inputs, 'merger-2025-07.csv');
      await journal.once('merger', [{ step: 'batch', file, cause: 'merger' }], () =>
        releaseBatch(world, { file, ...MERGER }),
      );
      await eventually(
        async () => (await system.backlog.query('staff', 'SELECT FROM outbox')).length === 0,
        'all of the batch is sent',
      );
      const moment = await postgres.now();
      enrollment.start();
      await enrollment.ready();
      await system.backlog.settled();
      const future = await retrainingDuties();
      expect(future).toBeGreaterThan(300);

      await Promise.all(SERVICES.map(name => system.services[name].stop()));
      await postgres.recoverTo(moment);
      expect(await retrainingDuties()).toBe(0);
      await beginTopicsAnew();
      for (const name of SERVICES) system.services[name].start();
      await Promise.all(SERVICES.map(name => system.services[name].ready()));
      await system.backlog.settled();

      const broken = await verify();
      expect([broken.code, broken.output]).toEqual([1, expect.stringContaining('staff → enrollment        MISSING')]);
      const from = /of staff --from=(\S+)/.exec(broken.output)?.[1] ?? '';
      expect(Date.parse(from)).toBeLessThan(Date.parse(moment));
      const republished = await command('scripts/republish.mjs', [
        `--service=${system.services.staff.url}`,
        `--from=${from}`,
        '--reason=restored from the backup',
      ]);
      expect([republished.code, republished.output]).toEqual([0, expect.stringContaining('are on their way again')]);
      await system.backlog.settled();
      // An audit trail may be sealed at any time, and with --settle=0 a seal that is on its way counts as missing.
      const whole = await eventually(async () => {
        const outcome = await verify();
        if (outcome.code !== 0) throw new Error(outcome.output);
        return outcome;
      }, 'all that was sent has come');
      expect(whole).toEqual({ code: 0, output: expect.stringContaining('Nothing is missing') });
      expect(await retrainingDuties()).toBe(future);
      expect((await command('dist/scripts/audit/main.js', place())).code).toBe(0);

      await approveUntilSettled(world);
      expect(await world.disagreements()).toEqual([]);
      expect((await fetch(`${scheduling.url}/health/ready`)).ok).toBe(true);
    },
    LONG,
  );
});

async function retrainingDuties(): Promise<number> {
  const duties = await world.system.backlog.query('enrollment', `SELECT FROM training_duty WHERE kind = 'retraining'`);
  return duties.length;
}

/** Step 3 of the restore; the services create the topics when they start. */
async function beginTopicsAnew(): Promise<void> {
  const admin = kafkaClient('restore', [world.kafka.brokers]).admin();
  await admin.connect();
  const own = async (): Promise<string[]> => (await admin.listTopics()).filter(topic => !topic.startsWith('__'));
  await admin.deleteTopics({ topics: await own() });
  await eventually(async () => (await own()).length === 0, 'the topics are gone');
  const { groups } = await admin.listGroups();
  await admin.deleteGroups(groups.map(({ groupId }) => groupId));
  await admin.disconnect();
}

const place = (): string[] => [`--postgres=${postgres.adminUrl}`, `--prefix=${world.databasePrefix}`];

const verify = (): Promise<Outcome> => command('dist/scripts/delivery/main.js', [...place(), '--settle=0']);

interface Outcome {
  code: number | null;
  output: string;
}

/** A command as the operator runs it. */
async function command(script: string, args: string[]): Promise<Outcome> {
  const token = await world.system.issuer.token({ subject: 'restore', roles: ['operator'] });
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, NANGLUC_TOKEN: token } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise(resolve => {
    child.once('close', code => resolve({ code, output }));
  });
}
