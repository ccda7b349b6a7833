import type { PlannedClass, PlannedSeats } from './class-plan.js';
import type { Draft } from './plan-at-once.js';
import type { Waiting } from './pool.js';
import type { Prepared } from './prepare.js';

/** A draft in the words of the problem; people of one group in one class are one entry. */
export function asPlanned({ classes, seats }: Draft, from: Waiting[], { units, hosts }: Prepared): PlannedClass[] {
  return classes.map(({ host, slot, trainerId }, c) => {
    const perGroup = new Map<string, PlannedSeats>();
    for (const { waiting, desk, others } of seats[c]!) {
      const { groupId, unit } = from[waiting]!;
      const before = perGroup.get(groupId) ?? { groupId, unitId: units[unit]!.id, people: 0, deskOfficers: 0 };
      perGroup.set(groupId, {
        ...before,
        people: before.people + desk + others,
        deskOfficers: before.deskOfficers + desk,
      });
    }
    return {
      hostUnitId: hosts[host]!.unitId,
      startsOn: slot.startsOn,
      endsOn: slot.endsOn,
      ...(trainerId === undefined ? {} : { trainerId }),
      seats: [...perGroup.values()].sort((a, b) => (a.groupId < b.groupId ? -1 : 1)),
    };
  });
}

/** Those of the pool who have a seat. */
export function seatedPeople({ seats }: Draft, from: Waiting[]): Waiting[] {
  const people = from.map(w => ({ ...w, desk: 0, others: 0 }));
  for (const { waiting, desk, others } of seats.flat()) {
    people[waiting]!.desk += desk;
    people[waiting]!.others += others;
  }
  return people.filter(w => w.desk + w.others > 0);
}
