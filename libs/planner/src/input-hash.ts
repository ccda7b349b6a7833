import { createHash } from 'node:crypto';
import type { PlanningProblem } from './problem.js';

/** Equal problems have equal hashes, whatever the order of their keys, groups, units or hosts. */
export function inputHash(problem: PlanningProblem): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(problem)))
    .digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(ordered).map(item => [JSON.stringify(item), item] as const);
    return items.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, ordered(item)]),
  );
}
