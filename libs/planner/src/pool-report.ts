import type { ClassSize } from './problem.js';

export interface PoolReport {
  feasible: boolean;
  fewest: number;
  most: number;
  /** The numbers of people around this one for which no set of classes exists. */
  hole?: [from: number, to: number];
}

/** Whether a pool of people splits into classes of the given size: minimum × k ≤ people ≤ maximum × k. */
export function poolReport(people: number, { minimum, maximum }: ClassSize): PoolReport {
  const fewest = Math.ceil(people / maximum);
  const most = Math.floor(people / minimum);
  if (fewest <= most) return { feasible: true, fewest, most };
  return { feasible: false, fewest, most, hole: [maximum * (fewest - 1) + 1, minimum * fewest - 1] };
}
