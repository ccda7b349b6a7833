import { apportion, sum } from './apportion.js';
import { byUnit, peopleIn, unitPools, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import { waveSizes, type WaveLimits } from './wave-sizes.js';

interface Chosen {
  pool: Waiting[];
  /** Nobody can seat more of the people, whatever their dates and distances. */
  mostPeople: number;
}

/**
 * When the quota cannot seat everybody: who is served, the same share of each unit, inside a unit the nearest deadline
 * first. The whole pool when the quota does not bind.
 */
export function chooseServed(pool: Waiting[], prepared: Prepared, limits: WaveLimits): Chosen {
  const pools = unitPools(pool, prepared);
  const plan = waveSizes(pools, limits);
  const mostPeople = plan?.people ?? 0;
  if (!plan || mostPeople >= peopleIn(pool) || sum(plan.classes) < limits.classes) return { pool, mostPeople };
  const waves = plan.classes.length;
  const deskCaps = pools.map(p => Math.min(p.desk, waves * p.allowed));
  const people = pools.map(p => p.desk + p.others);
  const seats = apportion(
    plan.people,
    people,
    pools.map((p, i) => p.others + deskCaps[i]!),
  );
  const chosen = [...byUnit(pool).values()].flatMap((waiting, i) => {
    const { others } = pools[i]!;
    const inProportion = Math.round((seats[i]! * pools[i]!.desk) / people[i]!);
    const desk = Math.max(seats[i]! - others, Math.min(inProportion, deskCaps[i]!));
    return firstOf(waiting, desk, seats[i]! - desk);
  });
  return { pool: chosen, mostPeople };
}

/** The given numbers of desk officers and others out of the list, in its order. */
function firstOf(waiting: Waiting[], desk: number, others: number): Waiting[] {
  const taken: Waiting[] = [];
  for (const w of waiting) {
    const part = { ...w, desk: Math.min(desk, w.desk), others: Math.min(others, w.others) };
    desk -= part.desk;
    others -= part.others;
    if (part.desk + part.others > 0) taken.push(part);
  }
  return taken;
}
