import { nearbyPlacement } from './nearby-placement.js';
import { wholeLots, type Placement, type PlaceProblem } from './placement.js';

/** Kicks per nominal second of the search for up to so many lots; the work of one grows with the square of the lots. */
const KICKS_PER_SECOND = 10;
const LOTS_OF_A_KICK = 100;
/** How much worse than the best an answer may be that the search goes on from. */
const SLACK = 0.01;

/**
 * A placement of lots that are never split, without a solver: hosts as if lots could be split, each lot to the nearest
 * host with room (who would lose most by another one chooses first), then moves, exchanges and better centres while they
 * help. Then an iterated local search: one or two classes are held somewhere else, everybody is seated anew, and the
 * search goes on from an answer that is little worse than the best. The same for the same input and effort.
 */
export function wholePlacement(problem: PlaceProblem, trials: number, nominalSeconds: number): Placement | null {
  const split = nearbyPlacement({ ...problem, perClass: problem.supply, together: false }, trials);
  if (!split) return null;
  const start = descend(
    problem,
    split.classesAt.flatMap((n, h) => (n > 0 ? [h] : [])),
  );
  if (!start) return null;
  const kicks = nominalSeconds * KICKS_PER_SECOND * Math.min(1, (LOTS_OF_A_KICK / problem.supply.length) ** 2);
  let best = start;
  let current = start;
  const random = numbersFrom(problem.supply.length * 7919 + problem.classes);
  for (let kick = 0; kick < kicks; kick++) {
    let hosts = kicked(problem, current.hosts, random);
    if (random(2) === 1) hosts = kicked(problem, hosts, random);
    const next = descend(problem, hosts);
    if (next && next.total() <= best.total() * (1 + SLACK)) current = next;
    if (next && next.total() < best.total()) best = next;
  }
  const at = best.hosts;
  const classesAt = problem.maximum.map((_, h) => Number(at.includes(h)));
  return wholeLots(problem, classesAt, (lot, h) => at[best.of[lot]!] === h);
}

/** The hosts with one of them, that no pin holds, exchanged for a free one. */
function kicked({ maximum, rounds, atLeast }: PlaceProblem, hosts: number[], random: (below: number) => number) {
  const loose = hosts.filter(h => atLeast[h]! === 0);
  const free = maximum.map((_, h) => h).filter(h => rounds[h]! > 0 && !hosts.includes(h));
  if (loose.length === 0 || free.length === 0) return hosts;
  const leaves = loose[random(loose.length)];
  const comes = free[random(free.length)]!;
  return hosts.map(h => (h === leaves ? comes : h));
}

function descend(problem: PlaceProblem, hosts: number[]): WholeSearch | null {
  const search = new WholeSearch(problem, [...hosts]);
  if (!search.seatAll()) return null;
  while (search.move() || search.exchange() || search.recentre()) continue;
  return search;
}

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

class WholeSearch {
  /** Index into `hosts` of each lot. */
  readonly of: number[];
  private readonly room: number[];

  constructor(
    private readonly problem: PlaceProblem,
    readonly hosts: number[],
  ) {
    this.of = problem.supply.map(() => -1);
    this.room = hosts.map(h => problem.maximum[h]!);
  }

  /** Person-metres of everybody. */
  total(): number {
    return this.of.reduce((way, c, lot) => way + this.way(lot, c), 0);
  }

  private way(lot: number, c: number): number {
    return this.problem.metres[lot]![this.hosts[c]!]! * this.problem.supply[lot]!;
  }

  private send(lot: number, c: number): void {
    const n = this.problem.supply[lot]!;
    if (this.of[lot]! >= 0) this.room[this.of[lot]!]! += n;
    this.of[lot] = c;
    this.room[c]! -= n;
  }

  /** By regret; when that leaves somebody out, the largest first. */
  seatAll(): boolean {
    const lots = this.problem.supply.map((_, lot) => lot);
    const ways = lots.map(lot => this.hosts.map((_, c) => this.way(lot, c)).sort((a, b) => a - b));
    const regret = (lot: number): number => (ways[lot]![1] ?? 0) - ways[lot]![0]!;
    const orders = [
      [...lots].sort((a, b) => regret(b) - regret(a) || a - b),
      [...lots].sort((a, b) => this.problem.supply[b]! - this.problem.supply[a]! || a - b),
    ];
    return orders.some(order => {
      this.of.fill(-1);
      this.hosts.forEach((h, c) => (this.room[c] = this.problem.maximum[h]!));
      return order.every(lot => {
        let best = -1;
        this.hosts.forEach((_, c) => {
          const fits = this.room[c]! >= this.problem.supply[lot]! && this.way(lot, c) !== Infinity;
          if (fits && (best < 0 || this.way(lot, c) < this.way(lot, best))) best = c;
        });
        if (best >= 0) this.send(lot, best);
        return best >= 0;
      });
    });
  }

  move(): boolean {
    let helped = false;
    this.of.forEach((from, lot) => {
      for (let c = 0; c < this.hosts.length; c++) {
        if (c === from || this.room[c]! < this.problem.supply[lot]! || this.way(lot, c) >= this.way(lot, this.of[lot]!))
          continue;
        this.send(lot, c);
        helped = true;
      }
    });
    return helped;
  }

  exchange(): boolean {
    const { supply } = this.problem;
    let helped = false;
    for (let a = 0; a < supply.length; a++)
      for (let b = a + 1; b < supply.length; b++) {
        const [p, q] = [this.of[a]!, this.of[b]!];
        if (p === q || this.room[q]! + supply[b]! < supply[a]! || this.room[p]! + supply[a]! < supply[b]!) continue;
        if (this.way(a, q) + this.way(b, p) >= this.way(a, p) + this.way(b, q) - 1e-6) continue;
        this.send(a, q);
        this.send(b, p);
        helped = true;
      }
    return helped;
  }

  /** Each class to the free host that is best for its people. */
  recentre(): boolean {
    const { problem, hosts } = this;
    let helped = false;
    hosts.forEach((now, c) => {
      const members = this.of.flatMap((at, lot) => (at === c ? [lot] : []));
      const used = problem.maximum[now]! - this.room[c]!;
      const cost = (h: number): number =>
        members.reduce((sum, lot) => sum + problem.metres[lot]![h]! * problem.supply[lot]!, 0);
      const free = problem.maximum.flatMap((most, h) =>
        most >= used && problem.rounds[h]! > 0 && !hosts.includes(h) ? [h] : [],
      );
      const best = free.reduce((least, h) => (cost(h) < cost(least) - 1e-6 ? h : least), now);
      if (best === now) return;
      hosts[c] = best;
      this.room[c] = problem.maximum[best]! - used;
      helped = true;
    });
    return helped;
  }
}
