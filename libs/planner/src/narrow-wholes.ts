import { sum } from './apportion.js';
import type { Placement, PlaceProblem } from './placement.js';

export interface Narrowed {
  /** Person-metres that no placement undercuts that seats everybody in as many classes. */
  bound: number;
  /** The problem without the hosts and ways that no placement uses which is better than the known one. */
  problem: PlaceProblem;
}

const ROUNDS_PER_SECOND = 40;
const MOST_ROUNDS = 1200;
/** The step is halved after so many rounds without a better bound. */
const PATIENCE = 25;
const FIRST_STEP = 1.5;
/** So that the known placement itself is never left out. */
const ROUNDING = 1e-9;

/**
 * A bound for lots that are never split, by Lagrange's multipliers: each lot has a price, every host takes the lots that
 * gain most at these prices (a knapsack of its room), and as many hosts are open as there are classes. Subgradients find
 * prices; what would lift the bound above the known placement is then left out, which leaves the solver a small rest.
 * Mirchandani & Francis, Discrete Location Theory (1990), ch. 3; for knapsacks Ceselli & Righini (2005).
 */
export function narrowWholes(problem: PlaceProblem, known: Placement, nominalSeconds: number): Narrowed {
  const { supply } = problem;
  const goal = known.flow.metres;
  const way = supply.map((n, lot) => problem.metres[lot]!.map((m, h) => (fits(problem, lot, h) ? m * n : Infinity)));
  let prices = way.map(row => Math.min(...row));
  let best = { bound: -Infinity, prices };
  let step = FIRST_STEP;
  const rounds = Math.min(MOST_ROUNDS, ROUNDS_PER_SECOND * nominalSeconds);
  for (let round = 0, since = 0; round < rounds && goal > best.bound; round++, since++) {
    const { bound, taken } = relaxed(problem, way, prices, known.classes);
    if (bound > best.bound) {
      best = { bound, prices };
      since = 0;
    }
    if (since === PATIENCE) [step, since, prices] = [step / 2, 0, best.prices];
    const missing = taken.map(n => 1 - n);
    const length = sum(missing.map(n => n * n));
    if (length === 0) break;
    const by = (step * (goal - bound)) / length;
    prices = prices.map((price, lot) => price + by * missing[lot]!);
  }
  return { bound: Math.min(goal, best.bound), problem: withoutUseless(problem, way, best.prices, known) };
}

const fits = ({ supply, perClass, maximum, rounds }: PlaceProblem, lot: number, h: number): boolean =>
  rounds[h]! > 0 && supply[lot]! <= Math.min(perClass[lot]!, maximum[h]!);

/** The hosts that gain most at these prices, and how many of them take each lot. */
function relaxed(problem: PlaceProblem, way: number[][], prices: number[], classes: number) {
  const packed = problem.maximum.map((room, h) => pack(problem.supply, way, prices, h, room));
  const open = cheapest(problem, packed, classes);
  const taken = problem.supply.map(() => 0);
  for (const h of open) for (const lot of packed[h]!.lots()) taken[lot]! += 1;
  return { bound: sum(prices) + sum(open.map(h => packed[h]!.value)), taken, packed, open };
}

function cheapest({ atLeast, rounds }: PlaceProblem, packed: { value: number }[], classes: number): number[] {
  const hosts = packed.map((_, h) => h).filter(h => rounds[h]! > 0);
  hosts.sort((a, b) => atLeast[b]! - atLeast[a]! || packed[a]!.value - packed[b]!.value || a - b);
  return hosts.slice(0, classes);
}

/** The knapsack of a host: the lots whose way costs less than their price, for every room up to its own. */
function pack(supply: number[], way: number[][], prices: number[], h: number, room: number) {
  const items = supply.map((_, lot) => lot).filter(lot => way[lot]![h]! < prices[lot]!);
  const least = new Float64Array(room + 1);
  const takes = items.map(lot => {
    const [size, cost] = [supply[lot]!, way[lot]![h]! - prices[lot]!];
    const taken = new Uint8Array(room + 1);
    for (let space = room; space >= size; space--) {
      const value = least[space - size]! + cost;
      if (value >= least[space]!) continue;
      least[space] = value;
      taken[space] = 1;
    }
    return taken;
  });
  const lots = (): number[] => {
    let space = room;
    const chosen: number[] = [];
    for (let i = items.length - 1; i >= 0; i--) {
      if (takes[i]![space] === 0) continue;
      chosen.push(items[i]!);
      space -= supply[items[i]!]!;
    }
    return chosen;
  };
  return { value: least[room]!, least, lots };
}

/** Without each host, and each way to a host, whose use alone would cost at least what is known. */
function withoutUseless(problem: PlaceProblem, way: number[][], prices: number[], known: Placement): PlaceProblem {
  const { supply, maximum, rounds } = problem;
  const { bound, packed, open } = relaxed(problem, way, prices, known.classes);
  const last = Math.max(...open.map(h => packed[h]!.value));
  const isOpen = new Set(open);
  const most = known.flow.metres * (1 + ROUNDING);
  /** What the whole costs at least when this host is open and packs for `value`. */
  const withHost = (h: number, value: number): number => bound - (isOpen.has(h) ? packed[h]!.value : last) + value;
  const useful = maximum.map((_, h) => rounds[h]! > 0 && withHost(h, packed[h]!.value) <= most);
  const metres = supply.map((n, lot) =>
    problem.metres[lot]!.map((m, h) => {
      if (!useful[h] || way[lot]![h] === Infinity) return Infinity;
      // The lot may be in the knapsack a second time, which makes this less, not more.
      const value = way[lot]![h]! - prices[lot]! + packed[h]!.least[maximum[h]! - n]!;
      return withHost(h, value) <= most ? m : Infinity;
    }),
  );
  return { ...problem, metres, rounds: rounds.map((n, h) => (useful[h] ? n : 0)) };
}
