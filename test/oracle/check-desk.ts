import { line, noViolation } from './compare.js';
import { deskOfficers, isOfficer } from './desk.js';
import type { ClassRow, SeatRow } from './load-enrollment.js';
import type { Check } from './oracle.js';
import { deskLimit } from './programmes.js';
import type { OfficerAway } from './replay-attendance.js';
import type { World } from './replay-journal.js';
import { daysOf, groupBy } from './world.js';

/**
 * No desk loses more officers to classes on one day than its programme allows. Seats to come are judged by the desks as
 * they are now, held classes by the desks on record when the attendance was. Who was absent was not away.
 */
export function checkDeskRule(
  { registry, programmes, attendance }: Pick<World, 'registry' | 'programmes' | 'attendance'>,
  classes: ClassRow[],
  seats: Pick<SeatRow, 'classId' | 'personId' | 'status'>[],
): Check {
  const officers = deskOfficers(registry.people.values());
  const toCome = seats.flatMap(({ classId, personId, status }): OfficerAway[] => {
    const person = registry.people.get(personId);
    if (status !== 'granted' || !person?.held || !isOfficer(person)) return [];
    const { unitId } = person.held;
    return [{ classId, personId, unitId, officers: officers.get(unitId) ?? 0 }];
  });
  const byId = new Map(classes.map(one => [one.classId, one]));
  const days = [...attendance.officersAway.values(), ...toCome].flatMap(({ classId, unitId, officers: staff }) => {
    const held = byId.get(classId);
    const rules = held && programmes.byKey(held.programme);
    if (!held) return [];
    return daysOf(held).map(day => ({ unitId, day, most: rules ? deskLimit(rules, staff) : 0 }));
  });
  const atDesk = groupBy(days, ({ unitId, day }) => line({ unit: unitId, day }));
  return noViolation(
    { vi: 'Bộ phận một cửa luôn đủ người', en: 'Every one-stop desk stays staffed' },
    atDesk.size,
    [...atDesk].flatMap(([when, away]) => {
      const most = Math.max(...away.map(one => one.most));
      return away.length > most ? [`${when} away=${away.length} most=${most}`] : [];
    }),
  );
}
