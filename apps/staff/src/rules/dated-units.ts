import type { UnitLevel } from '#contracts';

/** One version of a code: the unit that carries it from a date up to, but not on, another. */
export interface DatedUnit {
  id: string;
  code: string;
  level: UnitLevel;
  from: string;
  to: string | null;
  /** First day on which the unit itself is no more, under whatever code. */
  ends?: string | null;
}

export type UnitLookup<U extends DatedUnit = DatedUnit> = (code: string, date: string) => U | undefined;

export const validOn = ({ from, to }: Pick<DatedUnit, 'from' | 'to'>, date: string): boolean =>
  from <= date && (to === null || date < to);

/** Finds units by code and date: a code alone names none, since codes were used again in July 2025. */
export function unitLookup<U extends DatedUnit>(units: readonly U[]): UnitLookup<U> {
  const byCode = Map.groupBy(units, ({ code }) => code);
  return (code, date) => byCode.get(code)?.find(unit => validOn(unit, date));
}
