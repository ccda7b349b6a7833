import type { ClassRow, SeatRow } from './load-enrollment.js';
import type { Person } from './world.js';
import { daysOf } from './world.js';

/** One-stop officers of each unit, by the registry. */
export function deskOfficers(people: Iterable<Person>): Map<string, number> {
  const officers = new Map<string, number>();
  for (const person of people)
    if (isOfficer(person) && person.held) officers.set(person.held.unitId, (officers.get(person.held.unitId) ?? 0) + 1);
  return officers;
}

export function isOfficer({ held }: Pick<Person, 'held'>): boolean {
  return held?.duties.includes('one-stop') ?? false;
}

/**
 * How many are away from which desk (`unit/day`). A seat to come counts where the registry says that the officer serves now;
 * a class that was held counts where the seat says, because the officer may have moved since.
 */
export function awayDays(
  seats: Pick<SeatRow, 'classId' | 'personId' | 'unitId' | 'desk' | 'status'>[],
  classes: ReadonlyMap<string, ClassRow>,
  people: ReadonlyMap<string, Person>,
): Map<string, number> {
  const away = new Map<string, number>();
  for (const { classId, personId, unitId: seatUnitId, desk, status } of seats) {
    const held = classes.get(classId);
    const person = people.get(personId);
    const isToCome = status === 'granted';
    const officer = isToCome ? person !== undefined && isOfficer(person) : desk;
    const unitId = isToCome ? person?.held?.unitId : seatUnitId;
    if (!held || !officer || !unitId || status === 'released') continue;
    for (const day of daysOf(held)) {
      const key = `${unitId}/${day}`;
      away.set(key, (away.get(key) ?? 0) + 1);
    }
  }
  return away;
}
