import type { Bound, Figure } from '../harness/measure.js';

/** A figure that is taken once, as the planner's limits are times of their own. */
export const figure = (
  what: string,
  value: number,
  size: number,
  unit = '',
  bound: { floor?: Bound; aim?: Bound } = {},
): Figure => ({
  what,
  size,
  value: { median: value, q1: value, q3: value, rounds: 1 },
  unit,
  ...bound,
});

export const percent = (share: number): number => share * 100;
