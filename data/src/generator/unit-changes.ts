import type { Merger, Unit } from '../units/unit.js';

/** What the registry is told about the units on 1 July 2025: the body of `POST /v1/unit-changes` of `staff`. */
interface UnitChanges {
  effectiveDate: string;
  decision: { number: string; issuedOn: string; issuer: string };
  establish: Unit[];
  merges: { oldCode: string; newCode: string }[];
  dissolve: string[];
}

/**
 * The resolution that rearranged Sơn La: every commune of the new list is a new unit, also where one old commune goes on
 * alone under the same code, because its parent is another one; the districts end without a successor.
 */
export function unitChanges(before: readonly Unit[], after: readonly Unit[], mergers: readonly Merger[]): UnitChanges {
  return {
    effectiveDate: '2025-07-01',
    decision: { number: '1681/NQ-UBTVQH15', issuedOn: '2025-06-16', issuer: 'Ủy ban Thường vụ Quốc hội' },
    establish: after.filter(unit => unit.level === 'commune'),
    merges: mergers.map(({ oldCode, newCode }) => ({ oldCode, newCode })),
    dissolve: before.filter(unit => unit.level === 'district').map(unit => unit.code),
  };
}
