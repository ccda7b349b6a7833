import { sum } from './apportion.js';
import { hasSlot, openDays, type Slot } from './calendar.js';
import type { ClassPlan, Unserved, UnservedReason } from './class-plan.js';
import type { Prepared } from './prepare.js';
import type { PeopleGroup } from './problem.js';

/** Everybody without a seat, each group with the first rule that keeps it out. */
export function unservedOf(prepared: Prepared, slots: Slot[], classes: ClassPlan['classes']): Unserved[] {
  const { problem, units, hosts, metres } = prepared;
  const seated = new Map<string, { people: number; desk: number }>();
  for (const seat of classes.flatMap(c => c.seats)) {
    const before = seated.get(seat.groupId) ?? { people: 0, desk: 0 };
    seated.set(seat.groupId, { people: before.people + seat.people, desk: before.desk + seat.deskOfficers });
  }
  const unitIndex = new Map(units.map((u, i) => [u.id, i]));
  const rest = problem.groups.map(group => {
    const done = seated.get(group.id) ?? { people: 0, desk: 0 };
    return { group, people: group.people - done.people, desk: group.deskOfficers - done.desk };
  });
  const stillWaiting = sum(rest.map(r => r.people));
  return rest
    .filter(r => r.people > 0)
    .map(({ group, people, desk }) => ({ groupId: group.id, people, reason: reasonFor(group, people, desk) }));

  function reasonFor(group: PeopleGroup, people: number, desk: number): UnservedReason {
    const unit = unitIndex.get(group.unitId)!;
    if (hosts.length === 0) return 'no-host';
    if (metres[unit]!.every(m => m === Infinity)) return 'out-of-reach';
    if (!hasSlot(slots, group)) return 'no-date';
    if (problem.quota !== null && classes.length >= problem.quota) return 'quota';
    if (problem.trainers && classes.length >= teachable(problem)) return 'trainers';
    const onlyDesk = desk === people && stillWaiting >= problem.classType.minimum;
    return units[unit]!.allowed === 0 || onlyDesk ? 'desk-rule' : 'below-minimum';
  }
}

/** How many classes the trainers can hold in all. */
function teachable({ trainers = [], calendar }: Prepared['problem']): number {
  return sum(
    trainers.map(t =>
      Math.floor(Math.min(t.mostDays ?? Infinity, openDays(calendar, t.closedDates)) / calendar.daysPerClass),
    ),
  );
}
