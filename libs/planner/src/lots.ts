import { sum } from './apportion.js';
import { byUnit, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';

/** People of a unit who are alike for the map: officers of its desk, the others, or all when the desk is no limit. */
export interface Lot {
  unit: number;
  kind: 'desk' | 'others' | 'all';
  people: number;
  /** Most in one class. */
  perClass: number;
}

export function lotsOf(pool: Waiting[], { units }: Prepared): Lot[] {
  return [...byUnit(pool)].flatMap(([unit, waiting]): Lot[] => {
    const desk = sum(waiting.map(w => w.desk));
    const others = sum(waiting.map(w => w.others));
    const { allowed } = units[unit]!;
    if (desk <= allowed) return [{ unit, kind: 'all', people: desk + others, perClass: desk + others }];
    const officers: Lot = { unit, kind: 'desk', people: desk, perClass: allowed };
    return others > 0 ? [officers, { unit, kind: 'others', people: others, perClass: others }] : [officers];
  });
}

/** The waiting people of a lot's unit who are of its kind. */
export function ofKind({ kind }: Lot, { desk, others }: Waiting): number {
  return kind === 'desk' ? desk : kind === 'others' ? others : desk + others;
}
