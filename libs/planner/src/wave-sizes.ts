import { sum } from './apportion.js';
import type { ClassSize } from './problem.js';

/** What one unit can send: `allowed` of its desk officers to each wave, the others to any. */
export interface UnitPool {
  desk: number;
  allowed: number;
  others: number;
}

export interface WaveLimits extends ClassSize {
  classes: number;
  classesPerWave: number;
  waves: number;
}

interface WaveSizes {
  people: number;
  classes: number[];
  sizes: number[];
}

const SPARE_WAVES = 3;

/**
 * The most people, then the fewest classes, then the fewest waves. Any j waves together can take at most
 * reach(j) = others + Σ min(desk, j × allowed), and by max-flow min-cut that is the only limit, so balanced waves are
 * feasible whenever any are.
 */
export function waveSizes(pools: UnitPool[], limits: WaveLimits): WaveSizes | null {
  const { minimum, maximum } = limits;
  const others = sum(pools.map(p => p.others));
  const reach = (waves: number): number => others + sum(pools.map(p => Math.min(p.desk, waves * p.allowed)));
  const needed = Math.max(1, ...pools.map(p => (p.allowed > 0 ? Math.ceil(p.desk / p.allowed) : 0)));
  const everybody = reach(needed);
  const mostClasses = Math.min(limits.classes, Math.floor(everybody / minimum));
  const hostWaves = Math.ceil(mostClasses / limits.classesPerWave);
  const mostWaves = Math.min(limits.waves, Math.max(needed, hostWaves) + SPARE_WAVES);
  const reaches = Array.from({ length: Math.min(limits.waves, Math.max(mostWaves, mostClasses)) + 1 }, (_, j) =>
    reach(j),
  );
  let best: WaveSizes | null = null;
  for (let count = Math.min(Math.ceil(everybody / maximum), mostClasses); count <= mostClasses; count++) {
    best = better(best, forCount(count));
    if (best?.people === everybody) return best;
  }
  for (let count = Math.min(Math.ceil(everybody / maximum), mostClasses) - 1; count > 0; count--) {
    if (best && best.people >= count * maximum) break;
    best = better(best, forCount(count));
  }
  return best;

  function forCount(count: number): WaveSizes | null {
    let found: WaveSizes | null = null;
    const few = Array.from({ length: Math.min(mostWaves, count) }, (_, i) => i + 1);
    // one class a wave asks least of the desks: what it cannot seat, no other number of waves can
    for (const waves of [...few, Math.min(count, limits.waves)]) {
      const classes = balanced(count, waves);
      if (classes[0]! > limits.classesPerWave) continue;
      const people = mostPeople(classes, reaches, limits);
      if (people > (found?.people ?? 0)) found = { people, classes, sizes: sizesFor(people, classes, reaches, limits) };
    }
    return found;
  }
}

function better(a: WaveSizes | null, b: WaveSizes | null): WaveSizes | null {
  if (!a || !b) return a ?? b;
  return b.people > a.people || (b.people === a.people && sum(b.classes) < sum(a.classes)) ? b : a;
}

const balanced = (count: number, waves: number): number[] =>
  Array.from({ length: waves }, (_, w) => Math.floor(count / waves) + (w < count % waves ? 1 : 0));

const withinReach = (sizes: number[], reaches: number[]): boolean => {
  let total = 0;
  return [...sizes].sort((a, b) => b - a).every((size, w) => (total += size) <= reaches[w + 1]!);
};

function mostPeople(classes: number[], reaches: number[], { minimum, maximum }: ClassSize): number {
  if (
    !withinReach(
      classes.map(k => k * minimum),
      reaches,
    )
  )
    return 0;
  let people = reaches[classes.length]!;
  let seatsAfter = 0;
  for (let j = classes.length - 1; j >= 0; j--) {
    seatsAfter += classes[j]! * maximum;
    people = Math.min(people, reaches[j]! + seatsAfter);
  }
  // reaches[0] counts the people who are bound to no wave; with no wave at all nobody is seated
  return Math.min(people, sum(classes) * maximum);
}

/** Equally full classes where the desks allow it, else the most equal waves. */
function sizesFor(people: number, classes: number[], reaches: number[], { minimum, maximum }: ClassSize): number[] {
  const count = sum(classes);
  let seen = 0;
  const even = classes.map(k => {
    const before = Math.floor((people * seen) / count);
    seen += k;
    return Math.floor((people * seen) / count) - before;
  });
  const fits = even.every((size, w) => size >= classes[w]! * minimum && size <= classes[w]! * maximum);
  if (fits && withinReach(even, reaches)) return even.sort((a, b) => b - a);
  const sizes = classes.map(k => k * minimum);
  for (let left = people - sum(sizes); left > 0; left--) {
    let least = -1;
    sizes.forEach((size, w) => {
      if (size < classes[w]! * maximum && (least < 0 || size < sizes[least]!)) least = w;
    });
    sizes[least]!++;
  }
  return sizes;
}
