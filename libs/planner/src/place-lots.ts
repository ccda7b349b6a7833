import { sum } from './apportion.js';
import { improveNearby } from './improve-nearby.js';
import { narrowWholes } from './narrow-wholes.js';
import { nearbyPlacement } from './nearby-placement.js';
import { pairsFor, placeModel, read, type PlaceModel } from './place-model.js';
import { isBetter, type Placement, type PlaceProblem } from './placement.js';
import type { Solved, Solver } from './solver.js';
import { wholePlacement } from './whole-placement.js';

export interface PlacedLots {
  placement: Placement | null;
  /** One-way person-metres that no placement of as many people in as many classes undercuts. */
  bound: number;
  /** Nobody can be seated in addition, or in fewer classes. */
  countsProven: boolean;
  cutShort: boolean;
}

export interface Effort {
  /** What the clock has left: bounds the solver only. */
  seconds: number;
  /** What there would be if clocks did not exist: bounds the search without solver, so that it is the same everywhere. */
  nominalSeconds: number;
  nearestHosts: number;
}

const TRIALS_PER_SECOND = 250;
const MOST_PAIRS = 5000;
/** Relative; what the solver itself calls optimal. */
const PROVEN_GAP = 1e-4;
/** Up to so many classes the whole is as quick to solve as its parts. */
const FEW_CLASSES = 6;

/** First an answer without the solver, then better parts of it, then the whole by the solver while the clock allows. */
export function placeLots(problem: PlaceProblem, effort: Effort, solver: Solver): PlacedLots {
  const started = performance.now();
  const left = (): number => effort.seconds - (performance.now() - started) / 1000;
  const people = sum(problem.supply);
  const mostNear = Math.max(3, Math.floor(MOST_PAIRS / problem.supply.length));
  let best = startWithoutSolver(problem, effort.nominalSeconds);
  let cutShort = false;
  const keep = (model: PlaceModel, solved: Solved | null): void => {
    const found = solved && read(problem, model, solved);
    if (found && isBetter(found, best)) best = found;
    if (!solved?.proven) cutShort = true;
  };

  const fewest = problem.exactly ? problem.classes : Math.ceil(people / Math.max(...problem.maximum));
  let countsProven = best !== null && best.unserved === 0 && best.classes === fewest;
  if (!countsProven) {
    const goal = { minimise: 'people', unserved: people, classes: problem.classes } as const;
    const model = placeModel(problem, pairsFor(problem, Infinity, best), goal, true);
    const solved = solver.solve(model.data, left() / 2, best ? model.columnsOf(best) : undefined);
    keep(model, solved);
    countsProven = solved?.proven === true;
  }
  if (!best || best.classes === 0) return { placement: null, bound: 0, countsProven, cutShort };

  // What no better answer uses is left out, again after each better answer.
  let bound = 0;
  let rest = problem;
  const narrow = (): void => {
    if (!problem.together || !best || best.unserved > 0) return;
    const narrowed = narrowWholes(problem, best, effort.nominalSeconds);
    bound = Math.max(bound, narrowed.bound);
    rest = narrowed.problem;
  };
  narrow();
  if (best.classes > FEW_CLASSES || problem.together) {
    const improved = improveNearby(rest, best, left() / 4, solver);
    cutShort ||= improved.cutShort;
    if (improved.placement !== best) {
      best = improved.placement;
      narrow();
    }
  }
  const goal = { minimise: 'travel', unserved: best.unserved, classes: best.classes } as const;
  const isSmall = rest !== problem && waysIn(rest) <= MOST_PAIRS;
  for (const nearest of isSmall ? [Infinity] : [Math.min(effort.nearestHosts, mostNear), mostNear]) {
    if (best.flow.metres <= bound * (1 + PROVEN_GAP)) break;
    const model = placeModel(rest, pairsFor(rest, nearest, best), goal, true);
    const solved = solver.solve(model.data, left(), model.columnsOf(best));
    keep(model, solved);
    bound = Math.max(bound, (solved?.bound ?? 0) * 1000);
    if (!solved?.proven) break;
  }
  return { placement: best, bound: Math.min(best.flow.metres, bound), countsProven, cutShort };
}

const waysIn = ({ metres }: PlaceProblem): number => sum(metres.map(row => row.filter(m => m !== Infinity).length));

function startWithoutSolver(problem: PlaceProblem, nominalSeconds: number): Placement | null {
  const flowWork = (problem.supply.length * Math.ceil(sum(problem.supply) / problem.minimum)) / 400;
  const trials = Math.min(600, Math.ceil((TRIALS_PER_SECOND * nominalSeconds) / Math.max(1, flowWork)));
  return problem.together ? wholePlacement(problem, trials, nominalSeconds) : nearbyPlacement(problem, trials);
}
