import { describe, expect, it } from '@jest/globals';
import { sum } from './apportion.js';
import { randomFrom } from './fixtures/random-problem.js';
import { waveSizes, type UnitPool, type WaveLimits } from './wave-sizes.js';

const limits = { minimum: 30, maximum: 50, classes: 99, classesPerWave: 99, waves: 20 };

describe('waveSizes', () => {
  it('sends one officer of three to each of three waves', () => {
    const communes = Array.from({ length: 75 }, () => ({ desk: 3, allowed: 1, others: 6 }));
    expect(waveSizes(communes, limits)).toMatchObject({ people: 675, classes: [5, 5, 4] });
  });

  it('drops people who cannot fill a class', () => {
    expect(waveSizes([{ desk: 0, allowed: 1, others: 55 }], limits)).toEqual({ people: 50, classes: [1], sizes: [50] });
  });

  it('sees that twenty communes with three officers each never fill a class', () => {
    const communes = Array.from({ length: 20 }, () => ({ desk: 3, allowed: 1, others: 0 }));
    expect(waveSizes(communes, limits)).toBeNull();
  });

  it('finds as many people in as few classes as trying everything', () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = randomFrom(seed);
      const pools = Array.from({ length: 1 + random(4) }, () => ({
        desk: random(4),
        allowed: 1 + random(2),
        others: random(4),
      }));
      const small = {
        minimum: 2 + random(2),
        maximum: 3 + random(2),
        classes: 1 + random(6),
        classesPerWave: 2,
        waves: 3,
      };
      const plan = waveSizes(pools, small);
      const found = plan ? [plan.people, sum(plan.classes)] : [0, 0];
      expect({ seed, found }).toEqual({ seed, found: tryEverything(pools, small) });
      plan?.sizes.forEach((size, w) => {
        expect(size).toBeGreaterThanOrEqual(plan.classes[w]! * small.minimum);
        expect(size).toBeLessThanOrEqual(plan.classes[w]! * small.maximum);
      });
    }
  });
});

/** Every way to send people to three waves, kept as the set of wave sizes that occur. */
function tryEverything(pools: UnitPool[], rules: WaveLimits): [people: number, classes: number] {
  let sizes = new Set(['0,0,0']);
  const spread = (most: number, each: number): void => {
    const next = new Set<string>();
    for (const text of sizes) {
      const [a, b, c] = text.split(',').map(Number) as [number, number, number];
      for (let x = 0; x <= Math.min(most, each); x++)
        for (let y = 0; x + y <= most && y <= each; y++)
          for (let z = 0; x + y + z <= most && z <= each; z++) next.add([a + x, b + y, c + z].join());
    }
    sizes = next;
  };
  for (const pool of pools) {
    spread(pool.desk, pool.allowed);
    spread(pool.others, pool.others);
  }
  let best: [number, number] = [0, 0];
  for (const text of sizes) {
    const waves = text.split(',').map(Number);
    const counts = waves.map(n => Math.ceil(n / rules.maximum));
    const possible = waves.every((n, w) => n >= counts[w]! * rules.minimum && counts[w]! <= rules.classesPerWave);
    if (!possible || sum(counts) > rules.classes) continue;
    const [people, classes] = [sum(waves), sum(counts)];
    if (people > best[0] || (people === best[0] && classes < best[1])) best = [people, classes];
  }
  return best;
}
