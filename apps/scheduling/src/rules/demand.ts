import { addDays, laterDate } from '#kernel';
import type { ClassTypeCode, DemandGroup } from '#contracts';
import type { UnitDemand, Window } from './build-problem.js';

/** The demand with only the groups that match, and only the units that still have one. */
export function demandFor(
  demand: UnitDemand[],
  programmeId: string,
  match: (group: DemandGroup) => boolean,
): UnitDemand[] {
  return demand
    .map(unit => ({
      ...unit,
      groups: unit.groups.filter(group => group.programmeId === programmeId && group.waiting > 0 && match(group)),
    }))
    .filter(unit => unit.groups.length > 0);
}

export function ofClassType(code: ClassTypeCode): (group: DemandGroup) => boolean {
  return group => group.classType === code;
}

/** People owing retraining, who get supplementary classes. */
export function owesRetraining({ retraining }: DemandGroup): boolean {
  return retraining;
}

/**
 * The days on which supplementary classes may be held: after the newest cause and not before today, with notice given,
 * until the last deadline, or as long again as the programme allows when that is over.
 */
export function supplementaryWindow(
  demand: UnitDemand[],
  { noticeDays, withinDays, today }: { noticeDays: number; withinDays: number; today: string },
): Window | undefined {
  const groups = demand.flatMap(unit => unit.groups);
  if (groups.length === 0) return undefined;
  const from = addDays(groups.map(({ earliest }) => earliest).reduce(laterDate, today), noticeDays);
  const renewed = groups.map(({ deadline }) => renew(deadline, from, withinDays));
  return { from, to: renewed.reduce(laterDate) };
}

/** The demand with deadlines that can no longer be kept put off: late training is better than none. */
export function renewOverdue(demand: UnitDemand[], { from }: Window, withinDays: number): UnitDemand[] {
  return demand.map(unit => ({
    ...unit,
    groups: unit.groups.map(group => ({ ...group, deadline: renew(group.deadline, from, withinDays) })),
  }));
}

const renew = (deadline: string, from: string, withinDays: number): string =>
  deadline < from ? addDays(from, withinDays) : deadline;
