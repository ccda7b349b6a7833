import { sum } from './apportion.js';
import type { BoundProof } from './class-plan.js';
import type { Lot } from './lots.js';
import { pairsFor, placeModel } from './place-model.js';
import type { PlaceProblem } from './placement.js';
import type { Prepared } from './prepare.js';
import type { Solver } from './solver.js';

/**
 * Prices of seats from the relaxation, and the bound that they prove: see `BoundProof`. Any prices prove one, so when the
 * clock allows no relaxation they are the way to the nearest host.
 */
function provePrices(problem: PlaceProblem, nearestHosts: number, seconds: number, solver: Solver) {
  const goal = { minimise: 'travel', unserved: 0, classes: problem.classes } as const;
  const { data } = placeModel({ ...problem, together: false }, pairsFor(problem, nearestHosts, null), goal, false);
  const solved = solver.solve(data, seconds);
  // one millimetre is more than enough, and short numbers are the same on every machine
  const prices = problem.supply.map((_, lot) =>
    solved ? Math.round(solved.prices[lot]! * 1000) / 1000 : Math.min(...problem.metres[lot]!) / 1000,
  );
  return { prices, metres: provenMetres(problem, prices) };
}

/** Σ price × people + the least that `classes` classes can lose, each host holding any number of them. */
function provenMetres(
  { supply, metres, perClass, minimum, maximum, rounds, classes }: PlaceProblem,
  prices: number[],
): number {
  let table = new Array<number>(classes + 1).fill(Infinity);
  table[0] = 0;
  maximum.forEach((most, h) => {
    const values = [0];
    for (let n = 1; n <= Math.min(rounds[h]!, classes); n++) values.push(valueOf(h, n, n * most));
    const next = [...table];
    for (let k = 0; k <= classes; k++)
      for (let n = 1; n < values.length && n <= k; n++) next[k] = Math.min(next[k]!, table[k - n]! + values[n]!);
    table = next;
  });
  return Math.max(0, sum(supply.map((n, lot) => n * prices[lot]! * 1000)) + table[classes]!);

  /** The cheapest filling of n classes at a host: at least their minimum, and everybody beyond who brings a gain. */
  function valueOf(h: number, n: number, most: number): number {
    const offers = supply
      .map((people, lot) => ({
        cost: metres[lot]![h]! - prices[lot]! * 1000,
        people: Math.min(people, n * perClass[lot]!),
      }))
      .filter(offer => offer.cost !== Infinity)
      .sort((a, b) => a.cost - b.cost);
    let filled = 0;
    let value = 0;
    for (const { cost, people } of offers) {
      const wanted = cost < 0 ? most - filled : n * minimum - filled;
      const taken = Math.max(0, Math.min(people, wanted));
      filled += taken;
      value += taken * cost;
    }
    return filled >= n * minimum ? value : Infinity;
  }
}

/** What nobody undercuts who seats these lots in so many classes, with its proof. */
export function boundFor(
  lots: Lot[],
  classes: number,
  hosts: number[],
  prepared: Prepared,
  seconds: number,
  solver: Solver,
) {
  if (classes === 0) return { metres: 0, proof: null };
  const { classType, unitsTogether, nearestHosts } = prepared.problem;
  const problem: PlaceProblem = {
    supply: lots.map(l => l.people),
    metres: lots.map(l => hosts.map(h => prepared.metres[l.unit]![h]!)),
    perClass: lots.map(l => l.perClass),
    minimum: classType.minimum,
    maximum: hosts.map(h => prepared.hosts[h]!.maximum),
    rounds: hosts.map(() => (unitsTogether ? 1 : classes)),
    atLeast: hosts.map(() => 0),
    classes,
    exactly: true,
    together: false,
  };
  const proven = provePrices(problem, Math.max(LEAST_NEAR, nearestHosts), seconds, solver);
  return { metres: proven.metres, proof: proofOf(lots, proven.prices, proven.metres, prepared) };
}

const LEAST_NEAR = 20;

function proofOf(lots: Lot[], prices: number[], metres: number, { units }: Prepared): BoundProof {
  const all: Record<string, number> = {};
  lots.forEach(({ unit, kind }, i) => {
    const kinds = kind === 'all' ? ['desk', 'others'] : [kind];
    for (const one of kinds) all[`${units[unit]!.id}/${one}`] = prices[i]!;
  });
  return { prices: all, kilometres: (2 * metres) / 1000 };
}
