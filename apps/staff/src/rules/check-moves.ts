import { compareTexts } from '#kernel';
import { checkStep, type Career } from './check-step.js';
import type { DatedUnit, UnitLookup } from './dated-units.js';
import type { Fault } from './fault.js';
import { personIdOf, type Move, type MoveDraft } from './move.js';
import { postFitsLevel } from './posts.js';

/** What the registry knows that decides whether rows are right. */
export interface RegistryFacts {
  unitOn: UnitLookup;
  /** By staff code; somebody unknown is missing. */
  careers: ReadonlyMap<string, Career>;
}

export interface CheckedMoves {
  faults: Fault[];
  /** In the order in which they are applied: by person, date and row (ADR 43). Complete only when there is no fault. */
  moves: Move[];
}

/** Checks rows against the registry, each person's rows as a sequence in time. */
export function checkMoves(drafts: readonly MoveDraft[], { unitOn, careers }: RegistryFacts): CheckedMoves {
  const faults: Fault[] = [];
  const moves: Move[] = [];
  const present = new Map<string, Career>();
  for (const { draft, personId } of inOrder(drafts)) {
    const { action, post, effectiveDate, staffCode } = draft;
    const unit = checkPlace(draft, unitOn, faults);
    if (!staffCode || !action || !effectiveDate) continue;
    const step = { ...draft, action, effectiveDate };
    const career = present.get(staffCode) ?? careers.get(staffCode);
    const { until, ...after } = checkStep(step, career, faults);
    present.set(staffCode, after.career);
    if (post === undefined || unit === undefined) continue;
    if (until !== null && unit?.ends && unit.ends < until) faults.push(endsEarlier(step, unit.ends, until));
    moves.push({ ...step, post, unitId: unit?.id ?? null, personId, until });
  }
  return { faults, moves };
}

/** The unit; null for somebody who leaves, undefined when the place is not right. */
function checkPlace(draft: MoveDraft, unitOn: UnitLookup, faults: Fault[]): DatedUnit | null | undefined {
  const { row, action, unitCode, post, effectiveDate } = draft;
  if (action === 'leave') return null;
  if (!unitCode || !effectiveDate) return undefined;
  const unit = unitOn(unitCode, effectiveDate);
  if (!unit) {
    faults.push({
      row,
      field: 'unitCode',
      code: 'STAFF.UNIT_UNKNOWN',
      params: { code: unitCode, date: effectiveDate },
    });
    return undefined;
  }
  if (post && !postFitsLevel(post, unit.level)) {
    const params = { post, code: unitCode, level: unit.level };
    faults.push({ row, field: 'post', code: 'STAFF.POST_LEVEL_MISMATCH', params });
  }
  return unit;
}

/** What came late is told of all days until the next change, so its unit has to be there on all of them. */
const endsEarlier = ({ row, unitCode }: Pick<MoveDraft, 'row' | 'unitCode'>, ends: string, until: string): Fault => ({
  row,
  field: 'unitCode',
  code: 'STAFF.UNIT_ENDS_EARLIER',
  params: { code: unitCode ?? '', date: ends, until },
});

function inOrder(drafts: readonly MoveDraft[]): { draft: MoveDraft; personId: string }[] {
  return drafts
    .map(draft => ({ draft, personId: personIdOf(draft.staffCode) }))
    .sort(
      (a, b) =>
        compareTexts(a.personId, b.personId) ||
        compareTexts(a.draft.effectiveDate ?? '', b.draft.effectiveDate ?? '') ||
        a.draft.row - b.draft.row,
    );
}
