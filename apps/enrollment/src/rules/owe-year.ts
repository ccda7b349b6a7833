import { laterDate, uuidFrom } from '#kernel';
import { cohortOf } from './cohort.js';
import { fulfilled, opened } from './duty-events.js';
import { newDuty } from './new-duty.js';
import type { PersonTraining, Told, TrainingDuty } from './person-training.js';
import type { AdoptedProgramme } from './programme-book.js';

/** The one yearly duty of a person has one id, whoever opens it. */
export function yearlyDutyId(personId: string, programmeId: string, year: number): string {
  return uuidFrom('duty', personId, programmeId, year);
}

/** What all yearly duties of a year have alike. */
export function yearOf(year: number) {
  return { kind: 'yearly', period: year, deadline: `${year}-12-31`, cause: null, moves: 0 } as const;
}

/** What a person in a cohort owes when a year opens; nothing when that is known already. */
export function owedForYear(
  { personId, held, effectiveDate, duties, lastAttended }: PersonTraining,
  { id: programmeId, rules }: AdoptedProgramme,
  { year, openedOn: yearOpenedOn }: { year: number; openedOn: string },
): { duty: TrainingDuty; told: Told[] } | undefined {
  const terms = yearOf(year);
  const cohort = held ? cohortOf(rules, held) : undefined;
  const id = yearlyDutyId(personId, programmeId, year);
  if (!held || !cohort || duties.some(duty => duty.id === id)) return undefined;
  // Who takes the post later in the year owes it from that day, as if the year had been open when the news came.
  const inYear = effectiveDate !== null && effectiveDate <= terms.deadline;
  const openedOn = inYear ? laterDate(yearOpenedOn, effectiveDate) : yearOpenedOn;
  const owed = { id, personId, programmeId, ...terms, unitId: held.unitId, openedOn, batchId: null };
  const { duty, told } = opened(newDuty(owed, cohort));
  if (!lastAttended || lastAttended.startsOn < openedOn) return { duty, told: [told] };
  const answer = fulfilled(duty, lastAttended);
  return { duty: answer.duty, told: [told, answer.told] };
}
