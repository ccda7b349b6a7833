import { laterDate, uuidFrom } from '#kernel';
import { cohortOf } from './cohort.js';
import { fulfilled, opened } from './duty-events.js';
import type { PersonTraining, Told, TrainingDuty } from './person-training.js';
import type { AdoptedProgramme } from './programme-book.js';

/** The one yearly duty of a person has one id, whoever opens it. */
export function yearlyDutyId(personId: string, programmeId: string, year: number): string {
  return uuidFrom('duty', personId, programmeId, year);
}

/** What a person in a cohort owes when a year opens; nothing when that is known already. */
export function owedForYear(
  { personId, held, effectiveDate, duties, lastAttended }: PersonTraining,
  { id: programmeId, rules }: AdoptedProgramme,
  { year, openedOn: yearOpenedOn }: { year: number; openedOn: string },
): { duty: TrainingDuty; told: Told[] } | undefined {
  const deadline = `${year}-12-31`;
  const cohort = held ? cohortOf(rules, held) : undefined;
  const id = yearlyDutyId(personId, programmeId, year);
  if (!held || !cohort || duties.some(duty => duty.id === id)) return undefined;
  // Who takes the post later in the year owes it from that day, as if the year had been open when the news came.
  const inYear = effectiveDate !== null && effectiveDate <= deadline;
  const openedOn = inYear ? laterDate(yearOpenedOn, effectiveDate) : yearOpenedOn;
  const { duty, told } = opened({
    id,
    personId,
    programmeId,
    kind: 'yearly',
    period: year,
    status: 'open',
    cohort: cohort.code,
    classType: cohort.classType,
    unitId: held.unitId,
    openedOn,
    deadline,
    cause: null,
    batchId: null,
    moves: 0,
    revision: 0,
    fulfilledOn: null,
    certificateId: null,
  });
  if (!lastAttended || lastAttended.startsOn < openedOn) return { duty, told: [told] };
  const answer = fulfilled(duty, lastAttended);
  return { duty: answer.duty, told: [told, answer.told] };
}
