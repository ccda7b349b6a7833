import { addDays } from '#kernel';
import { cohortOf } from './cohort.js';
import { opened } from './duty-events.js';
import type { PersonTraining, Told, TrainingDuty } from './person-training.js';
import type { ProgrammeBook } from './programme-book.js';

/**
 * What a waiver that is over leaves to do: the duty is owed again as it was, in the post held now. Nothing when the person is
 * in no cohort any more, was trained since, or owes a later retraining that answers it.
 */
export function owedAgain(
  { held, duties, lastAttended }: PersonTraining,
  waived: TrainingDuty,
  book: ProgrammeBook,
  { today, until }: { today: string; until: string },
): { duty: TrainingDuty; told: Told } | undefined {
  if (waived.status !== 'waived' || !held) return undefined;
  const rules = book.on(today)?.rules;
  const cohort = rules && cohortOf(rules, held);
  if (!cohort || (lastAttended && waived.openedOn <= lastAttended.startsOn)) return undefined;
  const isRetraining = ({ kind, status }: TrainingDuty): boolean => kind === 'retraining' && status === 'open';
  if (waived.kind === 'retraining' && duties.some(isRetraining)) return undefined;
  const now = { cohort: cohort.code, classType: cohort.classType, unitId: held.unitId };
  return opened({ ...waived, ...now }, addDays(until, 1));
}
