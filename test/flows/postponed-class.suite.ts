// A class that too few people would come to is put off by decision: who sat in it sits in it later.
import { expect } from '@jest/globals';
import { addDays } from '#kernel';
import { approveOpenProposals } from '../../scripts/start/scenario/approve.js';
import type { FlowWorld } from './flow-world.js';
import { notLost, smallestClass } from './find-in-world.js';
import type { Office } from './office.js';
import { giveBackUntilSmall, seatedIn } from './small-class.js';

interface ReportedClass {
  classId: string;
  startsOn: string;
}

/** Of the classes before a day, on which people can still come in time, the smallest is put off until it. Gives what the oracle finds wrong then. */
export async function postponeSmallClass(world: FlowWorld, office: Office, startsOn: string): Promise<string[]> {
  const small = await smallestClass(office, '2025-07-21', addDays(startsOn, -1));
  const people = await giveBackUntilSmall(office, small);
  await office.askChange(small.id, { action: 'postpone', startsOn });
  expect(await seatedIn(office, small.id)).toHaveLength(people.length);
  await approveOpenProposals(world, 'under-minimum');
  await office.settled();

  const moved = await seatedIn(office, small.id);
  const came = new Set(moved.map(({ personId }) => personId));
  expect(moved.filter(({ grantedBy }) => grantedBy === 'class-change').length).toBeGreaterThan(0);
  expect(people.filter(({ personId }) => came.has(personId)).length).toBeGreaterThan(0);
  const owed = await notLost(
    office,
    people.map(({ personId }) => personId),
  );
  expect(owed).toHaveLength(people.length);
  const days = await office.rows<{ days: string }>(
    'enrollment',
    `SELECT DISTINCT lower(days)::text AS days FROM seat WHERE class_id = $1 AND status = 'granted'`,
    [small.id],
  );
  expect(days).toEqual([{ days: startsOn }]);
  const { body } = await world.system.api.get<{ items: ReportedClass[] }>('reporting', '/v1/classes', {
    as: 'scheduler',
    query: { limit: 1000 },
  });
  expect(body.items.find(({ classId }) => classId === small.id)).toMatchObject({ startsOn });
  return world.disagreements();
}
