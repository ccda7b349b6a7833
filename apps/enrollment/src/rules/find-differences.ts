import { CAUSES, DutyFulfilled, DutyMoved, DutyOpened, DutyWaived, SeatReleased, type Cause } from '#contracts';
import { canJudge, FollowedPerson } from './follow-person.js';
import type { AssignmentFact, PersonTraining } from './person-training.js';
import type { ProgrammeBook } from './programme-book.js';

/** The latest that was heard of a person. */
export interface LatestFact extends AssignmentFact {
  /** True when a duty answers this move already. */
  answered: boolean;
  /** How many of the person's revisions were heard of. */
  heard: number;
}

export interface Difference {
  kind: DifferenceKind;
  facts: Record<string, string | number | null>;
}

export type DifferenceKind =
  | 'yearly-duty-missing'
  | 'retraining-missing'
  | 'duty-owed-by-nobody'
  | 'duty-in-wrong-place'
  | 'duty-answered-already'
  | 'seat-does-not-fit'
  | 'news-missing';

/**
 * What should hold for a person by the rules, found by following the latest news once more: where all is well, nothing
 * follows from it. What does follow is the difference, and saving it is the repair.
 */
export function followAgain(person: PersonTraining, fact: LatestFact, book: ProgrammeBook): FollowedPerson | undefined {
  const cause = fact.answered ? silentCause(book, fact) : fact.cause;
  if (!cause || !canJudge(fact, book)) return undefined;
  // A waived duty stays waived until the next move: whoever waived it had a reason.
  const duties = person.duties.map(duty =>
    duty.status === 'waived' ? { ...duty, status: 'fulfilled' as const } : duty,
  );
  const followed = new FollowedPerson({ ...person, duties }, book);
  followed.follow({ ...fact, cause });
  return followed;
}

/** A cause that asks for nothing, so that a move that is answered is not answered twice. */
function silentCause(book: ProgrammeBook, { effectiveDate }: AssignmentFact): Cause | undefined {
  const causes = book.on(effectiveDate)?.rules.retraining.causes ?? [];
  return CAUSES.find(cause => !causes.includes(cause));
}

export function differencesOf(
  before: PersonTraining,
  fact: LatestFact,
  followed: FollowedPerson | undefined,
): Difference[] {
  const differences: Difference[] = [];
  if (fact.heard < fact.revision)
    differences.push({ kind: 'news-missing', facts: { revision: fact.revision, heard: fact.heard } });
  for (const { event } of followed?.told ?? []) {
    if (event instanceof DutyOpened)
      differences.push({
        kind: event.kind === 'yearly' ? 'yearly-duty-missing' : 'retraining-missing',
        facts: {
          dutyId: event.dutyId,
          cohort: event.cohort,
          period: event.period,
          cause: event.cause,
          since: event.openedOn,
        },
      });
    else if (event instanceof DutyWaived)
      differences.push({ kind: 'duty-owed-by-nobody', facts: { dutyId: event.dutyId, reason: event.reason } });
    else if (event instanceof DutyMoved) {
      const was = before.duties.find(({ id }) => id === event.dutyId);
      const facts = {
        dutyId: event.dutyId,
        unitId: event.unitId,
        wasUnitId: was?.unitId ?? null,
        cohort: event.cohort,
        wasCohort: was?.cohort ?? null,
      };
      differences.push({ kind: event.coalesced ? 'retraining-missing' : 'duty-in-wrong-place', facts });
    } else if (event instanceof DutyFulfilled)
      differences.push({ kind: 'duty-answered-already', facts: { dutyId: event.dutyId, on: event.fulfilledOn } });
    else if (event instanceof SeatReleased)
      differences.push({ kind: 'seat-does-not-fit', facts: { classId: event.classId, reason: event.reason } });
  }
  return differences;
}
