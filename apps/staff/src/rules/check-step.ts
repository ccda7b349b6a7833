import type { Fault } from './fault.js';
import type { Move } from './move.js';

/** Where a person stands before a row: the post held and since when, and what is recorded already. */
export interface Career {
  /** First day of the post held now; null without a post. */
  heldFrom: string | null;
  /** First day after the last post that ended; null when none did. */
  freeFrom: string | null;
  /** The row of the same file that came last before, if any. */
  last?: { effectiveDate: string; appointed: string | null };
}

export type Step = Pick<Move, 'row' | 'staffCode' | 'action' | 'unitCode' | 'effectiveDate'> & {
  post?: string | null | undefined;
};

const UNKNOWN: Career = { heldFrom: null, freeFrom: null };

/** Checks one row of one person and gives where the person stands after it, also when the row is wrong. */
export function checkStep(step: Step, before: Career = UNKNOWN, faults: Fault[]): Career {
  const { row, staffCode, action, effectiveDate: date } = step;
  const problem = problemOf(step, before);
  const held = before.heldFrom ?? before.freeFrom ?? date;
  if (problem === 'STAFF.VALIDITY_OVERLAP') {
    faults.push({ row, field: 'effectiveDate', code: problem, params: { staffCode, date, held } });
    // The career stays as it is: a second complaint about a later row would only follow from this one.
    return before;
  }
  if (problem) faults.push({ row, field: 'staffCode', code: problem, params: { staffCode, date } });
  const last = { effectiveDate: date, appointed: action === 'appoint' ? placeOf(step) : null };
  return action === 'leave'
    ? { heldFrom: null, freeFrom: date, last }
    : { heldFrom: date, freeFrom: before.freeFrom, last };
}

type Problem = 'STAFF.TWO_MAIN_POSTS' | 'STAFF.VALIDITY_OVERLAP' | 'STAFF.PERSON_UNKNOWN';

function problemOf(step: Step, { heldFrom, freeFrom, last }: Career): Problem | undefined {
  const { action, effectiveDate: date } = step;
  if (last?.effectiveDate === date) {
    const elsewhere = action === 'appoint' && last.appointed !== null && last.appointed !== placeOf(step);
    return elsewhere ? 'STAFF.TWO_MAIN_POSTS' : 'STAFF.VALIDITY_OVERLAP';
  }
  if (action === 'appoint') {
    if (heldFrom !== null) return heldFrom <= date ? 'STAFF.TWO_MAIN_POSTS' : 'STAFF.VALIDITY_OVERLAP';
    return freeFrom !== null && date < freeFrom ? 'STAFF.VALIDITY_OVERLAP' : undefined;
  }
  if (heldFrom === null) return 'STAFF.PERSON_UNKNOWN';
  return date <= heldFrom ? 'STAFF.VALIDITY_OVERLAP' : undefined;
}

const placeOf = ({ unitCode, post }: Step): string => `${unitCode} ${post}`;
