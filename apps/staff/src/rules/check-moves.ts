import { compareDates } from '#kernel';
import { checkStep, type Career } from './check-step.js';
import type { UnitLookup } from './dated-units.js';
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
  /** In the order in which they are applied: by date, then by row. Complete only when there is no fault. */
  moves: Move[];
}

/** Checks rows against the registry, each person's rows as a sequence in time. */
export function checkMoves(drafts: readonly MoveDraft[], { unitOn, careers }: RegistryFacts): CheckedMoves {
  const faults: Fault[] = [];
  const moves: Move[] = [];
  const present = new Map<string, Career>();
  for (const draft of drafts.toSorted(byDate)) {
    const { action, post, effectiveDate, staffCode } = draft;
    const unitId = checkPlace(draft, unitOn, faults);
    if (!staffCode || !action || !effectiveDate) continue;
    const step = { ...draft, action, effectiveDate };
    const career = present.get(staffCode) ?? careers.get(staffCode);
    present.set(staffCode, checkStep(step, career, faults));
    if (post !== undefined && unitId !== undefined)
      moves.push({ ...step, post, unitId, personId: personIdOf(staffCode) });
  }
  return { faults, moves };
}

/** The unit's id; null for somebody who leaves, undefined when the place is not right. */
function checkPlace(draft: MoveDraft, unitOn: UnitLookup, faults: Fault[]): string | null | undefined {
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
  return unit.id;
}

const byDate = (a: MoveDraft, b: MoveDraft): number =>
  compareDates(a.effectiveDate ?? '', b.effectiveDate ?? '') || a.row - b.row;
