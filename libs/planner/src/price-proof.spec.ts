import { describe, expect, it } from '@jest/globals';
import { sonLaProblem } from './fixtures/son-la-problem.js';
import { lotsOf } from './lots.js';
import { poolOf } from './pool.js';
import { prepare } from './prepare.js';
import { boundFor } from './price-proof.js';
import { regionsOf } from './regions.js';
import { loadSolver, type Solver } from './solver.js';

const CLASSES = 14;

describe('the bound of prices', () => {
  it('is there, and lower, when the clock leaves the solver no time', async () => {
    const prepared = prepare(sonLaProblem(9, 3, 30));
    const [region] = regionsOf(prepared);
    const lots = lotsOf(poolOf(prepared, region!), prepared);
    const bound = (solver: Solver, seconds: number): ReturnType<typeof boundFor> =>
      boundFor(lots, CLASSES, region!.hosts, prepared, seconds, solver);
    const solver = await loadSolver();
    const [asked, late] = [bound(solver, 60), bound(solver, 0)];
    expect(late.metres).toBeGreaterThan(0.2 * asked.metres);
    expect(late.metres).toBeLessThan(asked.metres);
    expect(Object.keys(late.proof!.prices)).toEqual(Object.keys(asked.proof!.prices));
  });
});
