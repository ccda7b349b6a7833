import { line, noViolation, sameMultiset } from './compare.js';
import { deskOfficers } from './desk.js';
import type { DemandRow, EnrollmentRows } from './load-enrollment.js';
import type { Check } from './oracle.js';
import type { World } from './replay-journal.js';
import { whoWaits } from './waiting.js';
import { groupBy } from './world.js';

/** The demand list says of each unit who waits in it, once each, for which skill, and how many stand at its desk. */
export function checkDemand(
  world: Pick<World, 'registry' | 'duties' | 'dueSkill'>,
  seats: EnrollmentRows['seats'],
  found: DemandRow[],
): Check {
  const waiting = groupBy(whoWaits(world, seats), ({ unitId }) => unitId);
  const officers = deskOfficers(world.registry.people.values());
  const units = [...new Set([...waiting.keys(), ...officers.keys()])];
  return sameMultiset(
    { vi: 'Danh sách nhu cầu', en: 'Demand list' },
    units.map(unitId => {
      const people = waiting.get(unitId) ?? [];
      const atDesk = people.filter(({ officer }) => officer).length;
      const skills = people.map(({ skill }) => ({ skill, waiting: 1 }));
      return demandOf({ unitId, waiting: people.length, atDesk, deskStaff: officers.get(unitId) ?? 0, skills });
    }),
    found.filter(isDemand).map(demandLine),
  );
}

/** Scheduling plans for the demand that enrollment has. */
export function checkDemandOfScheduling(enrollment: DemandRow[], scheduling: DemandRow[]): Check {
  return sameMultiset(
    { vi: 'Nhu cầu theo cách hiểu của dịch vụ xếp lớp', en: 'Demand as scheduling knows it' },
    enrollment.filter(isDemand).map(demandLine),
    scheduling.filter(isDemand).map(demandLine),
  );
}

/** The allocator has looked at every unit since something changed there. */
export function checkAllocated(due: EnrollmentRows['due']): Check {
  return noViolation(
    { vi: 'Việc xếp chỗ đã xong', en: 'Allocation of seats is done' },
    due.length,
    due.map(({ unitId }) => line({ unit: unitId })),
  );
}

/** A unit where nobody waits and nobody stands at a desk need not be on the list. */
function isDemand({ groups, deskStaff }: DemandRow): boolean {
  return deskStaff > 0 || groups.some(({ waiting }) => waiting > 0);
}

function demandLine({ unitId, deskStaff, groups }: DemandRow): string {
  const waiting = groups.reduce((sum, group) => sum + group.waiting, 0);
  const atDesk = groups.reduce((sum, group) => sum + group.deskOfficers, 0);
  return demandOf({ unitId, waiting, atDesk, deskStaff, skills: groups });
}

interface Demand {
  unitId: string;
  waiting: number;
  atDesk: number;
  deskStaff: number;
  skills: { skill?: string | null; waiting: number }[];
}

function demandOf({ unitId, waiting, atDesk, deskStaff, skills }: Demand): string {
  const counts = [...groupBy(skills, ({ skill }) => skill ?? '')].map(
    ([skill, groups]) => `${skill}:${groups.reduce((sum, one) => sum + one.waiting, 0)}`,
  );
  return line({ unit: unitId, waiting, skills: counts.sort().join(';'), deskOfficers: atDesk, deskStaff });
}
