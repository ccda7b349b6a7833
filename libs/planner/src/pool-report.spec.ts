import { describe, expect, it } from '@jest/globals';
import { poolReport } from './pool-report.js';

const commune = { minimum: 30, maximum: 50 };
const provincial = { minimum: 50, maximum: 70 };

describe('poolReport', () => {
  it.each([
    [1, commune, [1, 29]],
    [29, commune, [1, 29]],
    [51, commune, [51, 59]],
    [59, commune, [51, 59]],
    [49, provincial, [1, 49]],
    [71, provincial, [71, 99]],
    [99, provincial, [71, 99]],
    [141, provincial, [141, 149]],
    [149, provincial, [141, 149]],
  ] as const)('%i people fall in a hole', (people, size, hole) => {
    expect(poolReport(people, size)).toMatchObject({ feasible: false, hole });
  });

  it.each([
    [0, commune, 0, 0],
    [30, commune, 1, 1],
    [50, commune, 1, 1],
    [60, commune, 2, 2],
    [225, commune, 5, 7],
    [140, provincial, 2, 2],
    [150, provincial, 3, 3],
  ] as const)('%i people form classes', (people, size, fewest, most) => {
    expect(poolReport(people, size)).toEqual({ feasible: true, fewest, most });
  });

  it('agrees with counting classes one by one', () => {
    for (let people = 0; people < 400; people++) {
      const counts = Array.from({ length: 20 }, (_, k) => k).filter(k => 30 * k <= people && people <= 50 * k);
      expect(poolReport(people, commune).feasible).toBe(counts.length > 0);
    }
  });
});
