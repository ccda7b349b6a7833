import type { Fault } from './fault.js';
import type { Move } from './move.js';

/** A post held from a day up to, but not on, another; `to` is null while it is held. */
export interface Span {
  from: string;
  to: string | null;
}

/** Where a person stands before a row: the posts held so far, and what is recorded already. */
export interface Career {
  /** In the order of time, none over another. */
  spans: readonly Span[];
  /** The row of the same file that came last before, if any. */
  last?: { effectiveDate: string; appointed: string | null };
}

export type Step = Pick<Move, 'row' | 'staffCode' | 'action' | 'unitCode' | 'effectiveDate'> & {
  post?: string | null | undefined;
};

/** A step as it would be taken. */
export interface CheckedStep {
  /** Where the person stands after it, also when the row is wrong. */
  career: Career;
  /**
   * The day of the next change that is recorded already, when the row comes late: it then says what was so until that
   * day and leaves the rest of the career as it is. Null for a row about the present.
   */
  until: string | null;
}

const UNKNOWN: Career = { spans: [] };

/** Checks one row of one person. */
export function checkStep(step: Step, before: Career = UNKNOWN, faults: Fault[]): CheckedStep {
  const { row, staffCode, action, effectiveDate: date } = step;
  const covering = before.spans.find(span => covers(span, date));
  const until = nextChange(before.spans, date);
  const problem = problemOf(step, before, covering);
  if (problem === 'STAFF.VALIDITY_OVERLAP') {
    const held = covering?.to ?? covering?.from ?? date;
    faults.push({ row, field: 'effectiveDate', code: problem, params: { staffCode, date, held } });
    // The career stays as it is: a second complaint about a later row would only follow from this one.
    return { career: before, until };
  }
  if (problem) faults.push({ row, field: 'staffCode', code: problem, params: { staffCode, date } });
  const last = { effectiveDate: date, appointed: action === 'appoint' ? placeOf(step) : null };
  return { career: { spans: spansAfter(step, before.spans, covering, until), last }, until };
}

/** The first day after a date on which a post begins or ends; null when none does. */
export function nextChange(spans: readonly Span[], date: string): string | null {
  const later = spans.flatMap(({ from, to }) => [from, to]).filter(day => day !== null && day > date);
  return later.reduce((first, day) => (first === null || (day !== null && day < first) ? day : first), null);
}

type Problem = 'STAFF.TWO_MAIN_POSTS' | 'STAFF.VALIDITY_OVERLAP' | 'STAFF.PERSON_UNKNOWN';

function problemOf(step: Step, { last }: Career, covering: Span | undefined): Problem | undefined {
  const { action, effectiveDate: date } = step;
  if (last?.effectiveDate === date) {
    const elsewhere = action === 'appoint' && last.appointed !== null && last.appointed !== placeOf(step);
    return elsewhere ? 'STAFF.TWO_MAIN_POSTS' : 'STAFF.VALIDITY_OVERLAP';
  }
  if (action === 'appoint') {
    if (!covering) return undefined;
    return covering.to === null ? 'STAFF.TWO_MAIN_POSTS' : 'STAFF.VALIDITY_OVERLAP';
  }
  if (!covering) return 'STAFF.PERSON_UNKNOWN';
  return covering.from === date ? 'STAFF.VALIDITY_OVERLAP' : undefined;
}

function spansAfter(
  { action, effectiveDate: from }: Step,
  spans: readonly Span[],
  covering: Span | undefined,
  until: string | null,
): Span[] {
  const kept = spans.filter(span => span !== covering);
  const cut = covering && covering.from < from ? [{ from: covering.from, to: from }] : [];
  const held = action === 'leave' ? [] : [{ from, to: until }];
  return [...kept, ...cut, ...held].sort((a, b) => (a.from < b.from ? -1 : 1));
}

const covers = ({ from, to }: Span, date: string): boolean => from <= date && (to === null || date < to);

const placeOf = ({ unitCode, post }: Step): string => `${unitCode} ${post}`;
