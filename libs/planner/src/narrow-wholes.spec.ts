import { describe, expect, it } from '@jest/globals';
import { randomFrom } from './fixtures/random-problem.js';
import { narrowWholes } from './narrow-wholes.js';
import { wholeLots, type Placement, type PlaceProblem } from './placement.js';

const HOSTS = [0, 1, 2, 3];
const metresOf = ({ flow }: Placement): number => flow.metres;

describe('narrowWholes', () => {
  const cases = Array.from({ length: 400 }, (_, seed) => {
    const problem = small(seed);
    const all = tryEverything(problem);
    return { seed, problem, all, best: Math.min(...all.map(metresOf)) };
  }).filter(({ all }) => all.length > 0);

  it('never bounds above the best placement, and reaches it nearly always', () => {
    let reached = 0;
    for (const { seed, problem, all, best } of cases) {
      const { bound } = narrowWholes(problem, all[0]!, 10);
      expect({ seed, above: bound > best + 1e-6 }).toEqual({ seed, above: false });
      reached += Number(bound > 0.95 * best);
    }
    expect(cases.length).toBeGreaterThan(100);
    expect(reached / cases.length).toBeGreaterThan(0.8);
  });

  it('leaves every placement in the problem that is not worse than the known one', () => {
    let [before, after] = [0, 0];
    for (const { seed, problem, all } of cases) {
      const known = all[Math.floor(all.length / 2)]!;
      const { problem: narrowed } = narrowWholes(problem, known, 10);
      const lost = all.filter(one => metresOf(one) <= metresOf(known) && !isIn(narrowed, one));
      expect({ seed, lost }).toEqual({ seed, lost: [] });
      before += waysOf(problem);
      after += waysOf(narrowed);
    }
    expect(after).toBeLessThan(0.9 * before);
  });
});

const waysOf = ({ metres }: PlaceProblem): number => metres.flat().filter(m => m !== Infinity).length;
const isIn = ({ metres, rounds }: PlaceProblem, { classesAt, flow }: Placement): boolean =>
  classesAt.every((n, h) => n <= rounds[h]!) &&
  flow.people.every((row, lot) => row.every((n, h) => n === 0 || metres[lot]![h] !== Infinity));

function small(seed: number): PlaceProblem {
  const random = randomFrom(seed);
  const supply = Array.from({ length: 3 + random(3) }, () => 1 + random(4));
  const rounds = HOSTS.map(() => Math.min(1, random(6)));
  return {
    supply,
    perClass: supply.map(n => (random(6) === 0 ? n - 1 : n)),
    metres: supply.map(() => HOSTS.map(() => (random(8) === 0 ? Infinity : random(90) * 100))),
    minimum: 1,
    maximum: HOSTS.map(() => 4 + random(6)),
    rounds,
    atLeast: rounds.map(n => (random(6) === 0 ? n : 0)),
    classes: 2,
    exactly: true,
    together: true,
  };
}

/** Every way to seat every lot as a whole in exactly so many classes. */
function tryEverything(problem: PlaceProblem): Placement[] {
  const { supply, metres, perClass, rounds, atLeast, classes } = problem;
  const found: Placement[] = [];
  const at: number[] = [];
  const seat = (lot: number): void => {
    if (lot === supply.length) {
      const classesAt = HOSTS.map(h => Number(at.includes(h)));
      const isOpen = classesAt.every((n, h) => n >= atLeast[h]! && n <= rounds[h]!);
      const placement = wholeLots(problem, classesAt, (one, h) => at[one] === h);
      if (isOpen && placement && placement.classes === classes) found.push(placement);
      return;
    }
    for (const h of HOSTS) {
      if (metres[lot]![h] === Infinity || supply[lot]! > perClass[lot]!) continue;
      at[lot] = h;
      seat(lot + 1);
    }
  };
  seat(0);
  return found;
}
