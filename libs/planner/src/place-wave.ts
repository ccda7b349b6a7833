import { sum } from './apportion.js';
import { nearbyPlacement } from './nearby-placement.js';
import { columnsOf, pairsFor, placeModel } from './place-model.js';
import { isBetter, placementOf, type Placement, type PlaceProblem } from './placement.js';
import type { Solver } from './solver.js';

interface PlacedWave {
  placement: Placement | null;
  /** One-way person-metres that no placement of as many people in as many classes on the considered hosts undercuts. */
  bound: number;
  optimal: boolean;
}

interface Effort {
  /** What the clock has left for this wave: bounds the solver only. */
  seconds: number;
  /** What the wave would get if clocks did not exist: bounds the search without solver, so that it is the same everywhere. */
  nominalSeconds: number;
  nearestHosts: number;
}

const TRIALS_PER_SECOND = 250;
const MOST_PAIRS = 6000;
/** The rest is kept for the relaxation, which tells how far an unproven answer may be from the best. */
const SHARE_OF_SOLVE = 0.8;

/** First an answer without the solver, then the solver's if it proves one in time; never an unproven one, which would depend on the machine. */
export function placeWave(
  problem: PlaceProblem,
  { seconds, nominalSeconds, nearestHosts }: Effort,
  solver: Solver,
): PlacedWave {
  const started = performance.now();
  const left = (): number => seconds - (performance.now() - started) / 1000;
  const people = sum(problem.supply);
  const flowWork = (problem.supply.length * Math.ceil(people / problem.minimum)) / 400;
  let best = nearbyPlacement(
    problem,
    Math.min(600, Math.ceil((TRIALS_PER_SECOND * nominalSeconds) / Math.max(1, flowWork))),
  );
  const mostNear = Math.max(1, Math.floor(MOST_PAIRS / problem.supply.length));

  const fewest = Math.ceil(people / Math.max(...problem.maximum));
  let countsProven = best !== null && best.unserved === 0 && best.classes === fewest;
  if (!countsProven) {
    const pairs = pairsFor(problem, mostNear, best);
    const model = placeModel(problem, pairs, { minimise: 'people', unserved: people, classes: problem.classes }, true);
    const solved = solver.solve(model, left() / 2, best ? columnsOf(best, pairs) : undefined);
    const found = solved && placementOf(problem, wholeClasses(solved.columns, problem));
    if (found && isBetter(found, best)) best = found;
    countsProven = solved !== null;
  }
  if (!best || best.classes === 0) return { placement: null, bound: 0, optimal: countsProven };

  const pairs = pairsFor(problem, Math.min(nearestHosts, mostNear), best);
  const goal = { minimise: 'travel', unserved: best.unserved, classes: best.classes } as const;
  const solved = solver.solve(placeModel(problem, pairs, goal, true), left() * SHARE_OF_SOLVE, columnsOf(best, pairs));
  if (solved) {
    const found = placementOf(problem, wholeClasses(solved.columns, problem));
    if (found && isBetter(found, best)) best = found;
    return { placement: best, bound: Math.min(best.flow.metres, solved.bound * 1000), optimal: countsProven };
  }
  const relaxed = solver.solve(placeModel(problem, pairs, goal, false), Math.max(1, nominalSeconds));
  const bound = relaxed ? Math.floor(relaxed.bound * 1000) : 0;
  return {
    placement: best,
    bound: Math.min(best.flow.metres, bound),
    optimal: countsProven && bound >= best.flow.metres,
  };
}

const wholeClasses = (columns: Float64Array, { maximum }: PlaceProblem): number[] =>
  maximum.map((_, h) => Math.round(columns[h]!));
