import { addDays } from '#kernel';
import { unitLookup, validOn } from './dated-units.js';
import type { Fault } from './fault.js';
import { planEstablishment } from './plan-establishment.js';
import type { NewUnit, RegisteredUnit, UnitDraft } from './unit.js';

/** A decision that rearranges units from a date on. */
export interface UnitRearrangement {
  effectiveDate: string;
  establish: readonly UnitDraft[];
  merges: readonly { oldCode: string; newCode: string }[];
  dissolve: readonly string[];
}

export interface UnitChangePlan {
  faults: Fault[];
  /** Units whose last day is the day before. */
  ended: RegisteredUnit[];
  established: NewUnit[];
  merged: { successor: RegisteredUnit; predecessors: RegisteredUnit[] }[];
  dissolved: RegisteredUnit[];
}

/** Old codes are read as of the day before, new ones as of the day itself: the same code may stand for both. */
export function planUnitChange(change: UnitRearrangement, units: readonly RegisteredUnit[]): UnitChangePlan {
  const { effectiveDate, establish, merges, dissolve } = change;
  const faults: Fault[] = [];
  const dayBefore = addDays(effectiveDate, -1);
  const oldUnit = unitLookup(units);
  const ended = new Map<string, RegisteredUnit>();

  const end = (code: string, row: number, field: string): RegisteredUnit | undefined => {
    const unit = oldUnit(code, dayBefore);
    if (!unit) {
      faults.push({ row, field, code: 'STAFF.UNIT_UNKNOWN', params: { code, date: dayBefore } });
    } else if (unit.to !== null) {
      faults.push({ row, field, code: 'STAFF.UNIT_ENDS_ALREADY', params: { code, date: unit.to } });
    } else {
      ended.set(unit.id, unit);
      return unit;
    }
    return undefined;
  };
  const predecessors = merges.map(({ oldCode }, index) => end(oldCode, index + 1, 'merges.oldCode'));
  const dissolved = dissolve.flatMap((code, index) => end(code, index + 1, 'dissolve') ?? []);

  const remaining = units.map(unit => (ended.has(unit.id) ? { ...unit, to: effectiveDate } : unit));
  const established = planEstablishment(establish, remaining, effectiveDate, faults);
  const newUnit = unitLookup([...remaining, ...established]);
  const merged = new Map<string, UnitChangePlan['merged'][number]>();
  for (const [index, { newCode }] of merges.entries()) {
    const successor = newUnit(newCode, effectiveDate);
    const predecessor = predecessors[index];
    if (!successor) {
      const params = { code: newCode, date: effectiveDate };
      faults.push({ row: index + 1, field: 'merges.newCode', code: 'STAFF.UNIT_UNKNOWN', params });
    } else if (predecessor) {
      const merger = merged.get(successor.id) ?? { successor, predecessors: [] };
      merged.set(successor.id, merger);
      if (!merger.predecessors.includes(predecessor)) merger.predecessors.push(predecessor);
    }
  }
  for (const { code, parentId } of remaining.filter(unit => validOn(unit, effectiveDate)))
    if (parentId && ended.has(parentId))
      faults.push({ row: 1, field: 'dissolve', code: 'STAFF.PARENT_ENDS', params: { code, date: effectiveDate } });
  return { faults, ended: [...ended.values()], established, merged: [...merged.values()], dissolved };
}
