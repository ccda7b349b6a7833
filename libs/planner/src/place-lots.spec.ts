import { describe, expect, it } from '@jest/globals';
import { randomFrom } from './fixtures/random-problem.js';
import { placeLots } from './place-lots.js';
import type { PlaceProblem } from './placement.js';
import { loadSolver } from './solver.js';

describe('placeLots', () => {
  it('is as good as trying every host and every seat', async () => {
    const solver = await loadSolver();
    for (let seed = 0; seed < 60; seed++) {
      const problem = small(seed);
      const { placement, bound, countsProven } = placeLots(
        problem,
        { seconds: 5, nominalSeconds: 5, nearestHosts: 3 },
        solver,
      );
      const found = placement
        ? [placement.unserved, placement.classes, placement.flow.metres]
        : [problem.supply.reduce((a, b) => a + b, 0), 0, 0];
      expect({ seed, found, countsProven }).toEqual({ seed, found: tryEverything(problem), countsProven: true });
      expect(bound).toBeLessThanOrEqual(found[2]!);
      expect(bound).toBeGreaterThanOrEqual(found[2]! * 0.9999 - 1);
    }
  });
});

function small(seed: number): PlaceProblem {
  const random = randomFrom(seed);
  const supply = Array.from({ length: 1 + random(3) }, () => 1 + random(4));
  return {
    supply,
    perClass: supply.map(n => (random(2) === 0 ? n : 1 + random(n))),
    metres: Array.from({ length: 3 }, () =>
      Array.from({ length: 3 }, () => (random(5) === 0 ? Infinity : random(90) * 100)),
    ),
    minimum: 2,
    maximum: [2 + random(3), 2 + random(3), 2 + random(3)],
    rounds: [1 + random(2), 1 + random(2), random(3)],
    atLeast: [0, 0, 0],
    classes: 1 + random(4),
    exactly: false,
    together: false,
  };
}

function tryEverything({ supply, metres, perClass, minimum, maximum, rounds, classes }: PlaceProblem): number[] {
  let best = [Infinity, Infinity, Infinity];
  const filled = [0, 0, 0];
  const sent = supply.map(() => [0, 0, 0]);
  const close = (unserved: number, total: number): void => {
    const counts = filled.map((n, h) =>
      Math.max(Math.ceil(n / maximum[h]!), ...sent.map((row, u) => Math.ceil(row[h]! / perClass[u]!))),
    );
    if (filled.some((n, h) => n < counts[h]! * minimum || counts[h]! > rounds[h]!)) return;
    const used = counts.reduce((a, b) => a + b, 0);
    if (used > classes) return;
    const found = [unserved, used, total];
    const first = found.findIndex((value, i) => value !== best[i]);
    if (first >= 0 && found[first]! < best[first]!) best = found;
  };
  const seat = (u: number, h: number, left: number, unserved: number, total: number): void => {
    if (u === supply.length) return close(unserved, total);
    if (h === 3) return seat(u + 1, 0, supply[u + 1] ?? 0, unserved + left, total);
    const most = metres[u]![h]! === Infinity ? 0 : left;
    for (let n = 0; n <= most; n++) {
      filled[h]! += n;
      sent[u]![h] = n;
      seat(u, h + 1, left - n, unserved, total + (n > 0 ? n * metres[u]![h]! : 0));
      filled[h]! -= n;
    }
    sent[u]![h] = 0;
  };
  seat(0, 0, supply[0]!, 0, 0);
  return best;
}
