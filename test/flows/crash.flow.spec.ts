import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '#contracts';
import { approveUntilSettled } from '../../scripts/start/scenario/approve.js';
import { releaseBatch } from '../../scripts/start/scenario/release-batch.js';
import { MERGER, worldBeforeMerger, type FlowWorld } from './flow-world.js';

const LONG = 300_000;
let world: FlowWorld;

beforeAll(async () => {
  world = await worldBeforeMerger();
}, LONG);
afterAll(() => world?.stop(), LONG);

describe('the merger of Sơn La while parts of the system die', () => {
  it(
    'is followed completely although every service is killed once and the broker too',
    async () => {
      const { system, kafka, journal, inputs } = world;
      const file = join(inputs, 'merger-2025-07.csv');
      await journal.once('merger', [{ step: 'batch', file, cause: 'merger' }], () =>
        releaseBatch(world, { file, ...MERGER }),
      );
      for (const name of SERVICES) {
        // kill -9 while the reassignments of the batch are on their way through the system
        await system.services[name].kill();
        system.services[name].start();
        if (name === 'enrollment') {
          await kafka.kill?.();
          await kafka.restart?.();
        }
      }
      for (const name of SERVICES) await system.services[name].ready();
      await system.backlog.settled();
      // A second time, while classes are being opened and filled.
      const approving = approveUntilSettled(world);
      await system.services.enrollment.kill();
      system.services.enrollment.start();
      await approving;
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );
});
