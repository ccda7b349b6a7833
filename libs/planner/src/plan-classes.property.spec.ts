import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smallProblem } from './fixtures/small-problem.suite.js';
import { tryEverything } from './fixtures/try-everything.js';
import { checkPlan, planClasses } from './index.js';

const RUNS = { numRuns: 250, seed: 654 };

describe('a plan of any small problem', () => {
  it('keeps every rule, claims no bound that a better plan breaks, and is the best whenever it says so', async () => {
    let [best, proven, all] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(smallProblem, async problem => {
        const plan = await planClasses(problem);
        const wanted = tryEverything(problem);
        const everybody = problem.groups.reduce((n, g) => n + g.people, 0);
        const found = { unserved: everybody - plan.totals.people, classes: plan.totals.classes };
        const sameSeats = found.unserved === wanted.unserved;
        const sameClasses = sameSeats && found.classes === wanted.classes;
        // who is left out may differ, and the bound on travel is one for those who are seated
        const isComparable = sameClasses && wanted.unserved === 0;
        const isBest = sameClasses && (!isComparable || plan.totals.travel <= wanted.km * 1.0002 + 0.05);
        expect({
          violations: checkPlan(problem, plan),
          servesMoreThanPossible: found.unserved < wanted.unserved,
          boundTooLow: plan.bounds.mostPeople < everybody - wanted.unserved,
          classesBoundTooHigh: sameSeats && plan.bounds.fewestClasses > wanted.classes,
          travelBoundTooHigh: isComparable && plan.bounds.kilometres > wanted.km + 0.05,
          optimalWithoutBeingSo: plan.certificate.optimal && !isBest,
        }).toEqual({
          violations: [],
          servesMoreThanPossible: false,
          boundTooLow: false,
          classesBoundTooHigh: false,
          travelBoundTooHigh: false,
          optimalWithoutBeingSo: false,
        });
        [best, proven, all] = [best + Number(isBest), proven + Number(plan.certificate.optimal), all + 1];
      }),
      RUNS,
    );
    expect(best / all).toBeGreaterThan(0.9);
    expect(proven / all).toBeGreaterThan(0.5);
  }, 120_000);
});
