import { canonicalJson } from '#kernel';
import type { DemandGroup } from '#contracts';
import type { WaitingPerson } from './allocate-seats.js';
import type { ProgrammeBook } from './programme-book.js';

/** A waiting person as the demand list counts it; `owedTo` is the programme of the duty that opened last. */
export interface DemandingPerson extends WaitingPerson {
  retraining: boolean;
  owedTo: string;
}

/** The demand list of one unit: people who wait for the same kind of class by the same date, each counted once. */
export function demandGroups(people: DemandingPerson[], book: ProgrammeBook): DemandGroup[] {
  const groups = new Map<string, DemandGroup>();
  for (const { classType, retraining, earliest, deadline, desk, owedTo, skill } of people) {
    // A duty outlives its programme: the class that answers it will be one of the programme in force by then.
    const programmeId = book.on(earliest)?.id ?? owedTo;
    const key = [programmeId, classType, retraining, earliest, deadline, ...(skill ? [skill] : [])].join('/');
    const about = { programmeId, classType, retraining, earliest, deadline, ...(skill ? { skill } : {}) };
    const group = groups.get(key) ?? { ...about, waiting: 0, deskOfficers: 0 };
    group.waiting++;
    if (desk) group.deskOfficers++;
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** True when the demand is not what was said last; a unit never spoken of had no demand and no desk. */
export function demandDiffers(
  said: { deskStaff: number; groups: DemandGroup[] } | undefined,
  now: { deskStaff: number; groups: DemandGroup[] },
): boolean {
  return canonicalJson(said ?? { deskStaff: 0, groups: [] }) !== canonicalJson(now);
}
