import { describe, expect, it } from '@jest/globals';
import { randomFrom } from './fixtures/random-problem.js';
import { placeWave } from './place-wave.js';
import type { PlaceProblem } from './placement.js';
import { loadSolver } from './solver.js';

describe('placeWave', () => {
  it('is as good as trying every host and every seat', async () => {
    const solver = await loadSolver();
    for (let seed = 0; seed < 60; seed++) {
      const problem = small(seed);
      const { placement, bound, optimal } = placeWave(
        problem,
        { seconds: 5, nominalSeconds: 5, nearestHosts: 3 },
        solver,
      );
      const found = placement
        ? [placement.unserved, placement.classes, placement.flow.metres]
        : [problem.supply.reduce((a, b) => a + b, 0), 0, 0];
      expect({ seed, found, optimal }).toEqual({ seed, found: tryEverything(problem), optimal: true });
      expect(bound).toBeLessThanOrEqual(found[2]!);
    }
  });
});

function small(seed: number): PlaceProblem {
  const random = randomFrom(seed);
  return {
    supply: Array.from({ length: 1 + random(3) }, () => 1 + random(4)),
    metres: Array.from({ length: 3 }, () =>
      Array.from({ length: 3 }, () => (random(5) === 0 ? Infinity : random(90) * 100)),
    ),
    minimum: 2,
    maximum: [2 + random(3), 2 + random(3), 2 + random(3)],
    rounds: 1 + random(2),
    classes: 1 + random(4),
  };
}

function tryEverything({ supply, metres, minimum, maximum, rounds, classes }: PlaceProblem): number[] {
  let best = [Infinity, Infinity, Infinity];
  const filled = [0, 0, 0];
  const close = (unserved: number, total: number): void => {
    const counts = filled.map((n, h) => Math.ceil(n / maximum[h]!));
    if (filled.some((n, h) => n < counts[h]! * minimum || counts[h]! > rounds)) return;
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
      seat(u, h + 1, left - n, unserved, total + (n > 0 ? n * metres[u]![h]! : 0));
      filled[h]! -= n;
    }
  };
  seat(0, 0, supply[0]!, 0, 0);
  return best;
}
