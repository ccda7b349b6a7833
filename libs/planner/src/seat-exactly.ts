import type { ModelData } from 'highs';
import { sum } from './apportion.js';
import type { Bookings } from './bookings.js';
import type { Dated } from './date-classes.js';
import type { Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import { RowWriter } from './row-writer.js';
import type { Seat } from './seat-by-hand.js';
import type { Solver } from './solver.js';

const NEAREST_CLASSES = 16;

interface SeatOptions {
  /** Whole metres that nobody may reach. */
  longestWay?: number;
  /** Metres that it costs to put people of this pool entry into this class. */
  penalty?: (waiting: number, classIndex: number) => number;
}

const NO_PENALTY = (): number => 0;

interface Way {
  waiting: number;
  kind: 'desk' | 'others';
  class: number;
  metres: number;
  penalty: number;
}

/**
 * The best seats for everybody when classes, hosts and dates are given: a min-cost flow, as a relaxation whose optimum is
 * whole as long as the classes of one desk do not overlap in time. Null when a class cannot reach its minimum, or in time.
 */
export function seatExactly(
  classes: Dated[],
  pool: Waiting[],
  known: Seat[][],
  prepared: Prepared,
  bookings: Bookings,
  seconds: number,
  solver: Solver,
  { longestWay = Infinity, penalty = NO_PENALTY }: SeatOptions = {},
): Seat[][] | null {
  const used = new Set(known.flatMap((seats, c) => seats.map(s => `${s.waiting} ${c}`)));
  const ways = waysFor(classes, pool, used, prepared, penalty).filter(way => way.metres < longestWay);
  if (ways.length === 0) return null;
  const data = model(classes, pool, ways, prepared, bookings);
  let solved = solver.solve(data, seconds);
  if (solved && ways.some((_, i) => Math.abs(solved!.columns[i]! - Math.round(solved!.columns[i]!)) > 1e-6)) {
    const integrality = new Int32Array(data.numCols);
    integrality.fill(1, 0, ways.length);
    solved = solver.solve({ ...data, integrality }, seconds);
  }
  if (!solved) return null;
  const seats = classes.map(() => new Map<number, Seat>());
  ways.forEach((way, i) => {
    const people = Math.round(solved.columns[i]!);
    if (people === 0) return;
    const seat = seats[way.class]!.get(way.waiting) ?? { waiting: way.waiting, desk: 0, others: 0 };
    seats[way.class]!.set(way.waiting, { ...seat, [way.kind]: seat[way.kind] + people });
  });
  return seats.map(list => [...list.values()]);
}

function waysFor(
  classes: Dated[],
  pool: Waiting[],
  used: Set<string>,
  { metres }: Prepared,
  penalty: (w: number, c: number) => number,
): Way[] {
  return pool.flatMap((w, waiting) => {
    const possible = classes
      .map((one, c) => ({ c, slot: one.slot, metres: metres[w.unit]![one.host]! }))
      .filter(p => p.metres !== Infinity && w.earliest <= p.slot.startsOn && p.slot.endsOn <= w.deadline)
      .sort((a, b) => a.metres - b.metres || a.c - b.c)
      .filter((p, rank) => rank < NEAREST_CLASSES || used.has(`${waiting} ${p.c}`));
    const kinds = (['desk', 'others'] as const).filter(kind => w[kind] > 0);
    return kinds.flatMap(kind =>
      possible.map((p): Way => ({ waiting, kind, class: p.c, metres: p.metres, penalty: penalty(waiting, p.c) })),
    );
  });
}

function model(classes: Dated[], pool: Waiting[], ways: Way[], prepared: Prepared, bookings: Bookings): ModelData {
  const { problem, hosts } = prepared;
  const lots = pool
    .flatMap((w, waiting) => (['desk', 'others'] as const).map(kind => ({ waiting, kind, n: w[kind] })))
    .filter(l => l.n > 0);
  const lotIndex = new Map(lots.map((l, i) => [`${l.waiting} ${l.kind}`, i]));
  const stay = (lot: number): number => ways.length + lot;
  const rows = new RowWriter();
  const ofLot: [number, number][][] = lots.map((_, lot) => [[stay(lot), 1]]);
  const ofClass: [number, number][][] = classes.map(() => []);
  const ofDesk = new Map<number, number[]>();
  ways.forEach((way, i) => {
    ofLot[lotIndex.get(`${way.waiting} ${way.kind}`)!]!.push([i, 1]);
    ofClass[way.class]!.push([i, 1]);
    const { unit } = pool[way.waiting]!;
    if (way.kind === 'desk') ofDesk.set(unit, [...(ofDesk.get(unit) ?? []), i]);
  });
  ofLot.forEach((entries, lot) => rows.add(lots[lot]!.n, lots[lot]!.n, entries));
  ofClass.forEach((entries, c) => rows.add(problem.classType.minimum, hosts[classes[c]!.host]!.maximum, entries));
  for (const [unit, columns] of ofDesk) {
    const most = new Map<string, number>();
    const days = new Set(columns.flatMap(i => classes[ways[i]!.class]!.slot.days));
    for (const day of days) {
      const away = columns.filter(i => classes[ways[i]!.class]!.slot.days.includes(day)).join();
      most.set(away, Math.min(most.get(away) ?? Infinity, bookings.deskRoom(unit, [day])));
    }
    for (const [away, room] of most)
      rows.add(
        0,
        Math.max(0, room),
        away.split(',').map((i): [number, number] => [Number(i), 1]),
      );
  }
  const longest = Math.max(...ways.map(way => way.metres + way.penalty)) / 1000;
  // nobody stays at home to shorten the ways of others: a chain of moves touches each class at most once
  const stayPrice = (longest + 1) * (classes.length + 2);
  const numCols = ways.length + lots.length;
  return {
    numCols,
    numRows: rows.count,
    colCost: [...ways.map(way => (way.metres + way.penalty) / 1000), ...lots.map(() => stayPrice)],
    colLower: new Array<number>(numCols).fill(0),
    colUpper: [...ways.map(way => pool[way.waiting]![way.kind]), ...lots.map(l => l.n)],
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: rows.matrix(numCols),
  };
}

export function wayOf(seats: Seat[][], classes: Dated[], pool: Waiting[], { metres }: Prepared): number {
  return sum(
    seats.flatMap((list, c) => list.map(s => (s.desk + s.others) * metres[pool[s.waiting]!.unit]![classes[c]!.host]!)),
  );
}
