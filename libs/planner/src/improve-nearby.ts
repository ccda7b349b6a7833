import { sum } from './apportion.js';
import { pairsFor, placeModel, read } from './place-model.js';
import { isBetter, placementOf, wholeLots, type Placement, type PlaceProblem } from './placement.js';
import type { Solver } from './solver.js';

const CLASSES_AT_ONCE = 5;
/** Lots that are never split are harder to solve. */
const WHOLE_CLASSES_AT_ONCE = 3;
const CANDIDATES = 24;
const SECONDS_EACH = 3;

/**
 * Large neighbourhood search: a few neighbouring classes with their people are placed anew, exactly, and the answer is
 * kept when the whole is better; until no neighbourhood helps or the time is over.
 */
export function improveNearby(problem: PlaceProblem, start: Placement, seconds: number, solver: Solver) {
  const started = performance.now();
  const left = (): number => seconds - (performance.now() - started) / 1000;
  const tried = new Set<string>();
  let best = start;
  let cutShort = false;
  for (let improved = true; improved && left() > 0;) {
    improved = false;
    for (const centre of openHosts(best)) {
      if (best.classesAt[centre] === 0) continue;
      const group = neighbourhood(problem, best, centre);
      const key = group.map(h => `${h}:${best.classesAt[h]}:${best.flow.filled[h]}`).join();
      if (tried.has(key)) continue;
      tried.add(key);
      if (left() <= 0) return { placement: best, cutShort: true };
      const hosts = candidatesFor(problem, best, group);
      const next = placeAnew(problem, best, group, hosts, Math.min(SECONDS_EACH, left()), solver);
      cutShort ||= next.cutShort;
      if (next.placement && isBetter(next.placement, best)) {
        best = next.placement;
        improved = true;
      }
    }
  }
  return { placement: best, cutShort };
}

const openHosts = ({ classesAt }: Placement): number[] => classesAt.map((_, h) => h).filter(h => classesAt[h]! > 0);

/** Open hosts whose people would find the centre near, until their classes are enough for one solve. */
function neighbourhood(problem: PlaceProblem, best: Placement, centre: number): number[] {
  const others = openHosts(best).filter(h => h !== centre);
  const detour = new Map(others.map(h => [h, meanWay(problem, best, h, centre)]));
  others.sort((a, b) => detour.get(a)! - detour.get(b)! || a - b);
  const group = [centre];
  let classes = best.classesAt[centre]!;
  for (const h of others) {
    if (
      classes + best.classesAt[h]! > (problem.together ? WHOLE_CLASSES_AT_ONCE : CLASSES_AT_ONCE) ||
      detour.get(h) === Infinity
    )
      continue;
    group.push(h);
    classes += best.classesAt[h]!;
  }
  return group.sort((a, b) => a - b);
}

/** How far the people of one host would have to another one, on average. */
function meanWay({ metres }: PlaceProblem, { flow }: Placement, host: number, to: number): number {
  let way = 0;
  for (const [lot, row] of flow.people.entries()) {
    if (row[host]! === 0) continue;
    if (metres[lot]![to] === Infinity) return Infinity;
    way += row[host]! * metres[lot]![to]!;
  }
  return way / Math.max(1, flow.filled[host]!);
}

/** The people of a group of open hosts placed anew among candidates, in as many classes, exactly if the clock allows. */
function placeAnew(
  problem: PlaceProblem,
  best: Placement,
  group: number[],
  candidates: number[],
  seconds: number,
  solver: Solver,
): { placement: Placement | null; cutShort: boolean } {
  const supplyOf = (lot: number): number => sum(group.map(h => best.flow.people[lot]![h]!));
  const lots = problem.supply.map((_, lot) => lot).filter(lot => supplyOf(lot) > 0);
  const classes = sum(group.map(h => best.classesAt[h]!));
  const part: PlaceProblem = {
    ...problem,
    supply: lots.map(supplyOf),
    metres: lots.map(lot => candidates.map(h => problem.metres[lot]![h]!)),
    perClass: lots.map(lot => problem.perClass[lot]!),
    maximum: candidates.map(h => problem.maximum[h]!),
    rounds: candidates.map(h => problem.rounds[h]!),
    atLeast: candidates.map(h => problem.atLeast[h]!),
    classes,
    exactly: true,
  };
  const goal = { minimise: 'travel', unserved: 0, classes } as const;
  const model = placeModel(part, pairsFor(part, Infinity, null), goal, true);
  const solved = solver.solve(model.data, seconds);
  const found = solved && read(part, model, solved);
  const cutShort = !solved?.proven;
  if (!found) return { placement: null, cutShort };
  const classesAt = [...best.classesAt];
  for (const h of group) classesAt[h] = 0;
  candidates.forEach((h, i) => (classesAt[h]! += found.classesAt[i]!));
  if (!problem.together) return { placement: placementOf(problem, classesAt), cutShort };
  const sentTo = new Map(lots.map((lot, i) => [lot, candidates[found.flow.people[i]!.findIndex(n => n > 0)]]));
  const sent = (lot: number, h: number): boolean =>
    sentTo.has(lot) ? sentTo.get(lot) === h : best.flow.people[lot]![h]! > 0;
  return { placement: wholeLots(problem, classesAt, sent), cutShort };
}

/** The group's own hosts, and the closed ones that its people reach with the least way. */
function candidatesFor(problem: PlaceProblem, best: Placement, group: number[]): number[] {
  const lots = problem.supply.map((_, lot) => lot).filter(lot => group.some(h => best.flow.people[lot]![h]! > 0));
  const nearest = (h: number): number => Math.min(...lots.map(lot => problem.metres[lot]![h]!));
  const way = (h: number): number => sum(lots.map(lot => Math.min(problem.metres[lot]![h]!, 1e9)));
  const closed = best.classesAt.map((_, h) => h).filter(h => best.classesAt[h] === 0 && nearest(h) !== Infinity);
  const order = new Map(closed.map(h => [h, way(h)]));
  closed.sort((a, b) => order.get(a)! - order.get(b)! || a - b);
  return [...group, ...closed.slice(0, CANDIDATES)].sort((a, b) => a - b);
}
