import { sum } from './apportion.js';
import type { Prepared } from './prepare.js';
import type { Region } from './regions.js';
import type { UnitPool } from './wave-sizes.js';

/** Who of one group still waits for a class. */
export interface Waiting {
  groupId: string;
  unit: number;
  desk: number;
  others: number;
  earliest: string;
  deadline: string;
}

export const peopleIn = (pool: Waiting[]): number => sum(pool.map(w => w.desk + w.others));

/** People of the region, the nearest deadline first. */
export function poolOf({ problem, units }: Prepared, region: Region): Waiting[] {
  const index = new Map(region.units.map(u => [units[u]!.id, u]));
  return problem.groups
    .filter(g => g.people > 0 && index.has(g.unitId))
    .map(g => ({
      groupId: g.id,
      unit: index.get(g.unitId)!,
      desk: g.deskOfficers,
      others: g.people - g.deskOfficers,
      earliest: g.earliest,
      deadline: g.deadline,
    }))
    .sort((a, b) => (a.deadline === b.deadline ? 0 : a.deadline < b.deadline ? -1 : 1));
}

/** What is left of the pool when some have been taken. */
export function without(pool: Waiting[], taken: Waiting[]): Waiting[] {
  const byGroup = new Map<string, Waiting>();
  for (const t of taken) byGroup.set(t.groupId, t);
  return pool
    .map(w => {
      const gone = byGroup.get(w.groupId);
      return gone ? { ...w, desk: w.desk - gone.desk, others: w.others - gone.others } : w;
    })
    .filter(w => w.desk + w.others > 0);
}

export function byUnit(pool: Waiting[]): Map<number, Waiting[]> {
  const units = new Map<number, Waiting[]>();
  for (const w of pool) {
    const list = units.get(w.unit);
    if (list) list.push(w);
    else units.set(w.unit, [w]);
  }
  return new Map([...units].sort(([a], [b]) => a - b));
}

export const unitPools = (pool: Waiting[], { units }: Prepared): UnitPool[] =>
  [...byUnit(pool)].map(([unit, waiting]) => ({
    desk: sum(waiting.map(w => w.desk)),
    allowed: units[unit]!.allowed,
    others: sum(waiting.map(w => w.others)),
  }));
