import type { Check } from './oracle.js';

const MOST_DIFFERENCES = 10;

/** Everything that must be is there as often as it must be, and nothing else. */
export function sameMultiset(name: Check['name'], expected: string[], found: string[]): Check {
  const left = new Map<string, number>();
  for (const one of expected) left.set(one, (left.get(one) ?? 0) + 1);
  const surplus: string[] = [];
  for (const one of found) {
    const count = left.get(one) ?? 0;
    if (count === 0) surplus.push(`+ ${one}`);
    else if (count === 1) left.delete(one);
    else left.set(one, count - 1);
  }
  const missing = [...left].flatMap(([one, count]) => Array.from({ length: count }, () => `- ${one}`));
  return {
    name,
    agrees: missing.length === 0 && surplus.length === 0,
    expected: expected.length,
    found: found.length,
    differences: interleave(missing.sort(), surplus.sort()).slice(0, MOST_DIFFERENCES),
  };
}

/** None of the things looked at breaks the rule; a violation is named by ids. */
export function noViolation(name: Check['name'], examined: number, violations: string[]): Check {
  return {
    name,
    agrees: violations.length === 0,
    expected: examined,
    found: examined - violations.length,
    differences: [...violations].sort().slice(0, MOST_DIFFERENCES),
  };
}

/** One line of a multiset: values by name, so that a difference can be read. */
export function line(values: Record<string, string | number | boolean | null | undefined>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value ?? '∅'}`)
    .join(' ');
}

function interleave(a: string[], b: string[]): string[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => [a[at], b[at]])
    .flat()
    .filter(one => one !== undefined);
}
