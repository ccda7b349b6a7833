import type { ModelData } from 'highs';
import type { PlaceProblem, Placement } from './placement.js';

/** Which unit may go to which host in the model; columns of x in this order. */
type Pair = readonly [unit: number, host: number];

interface PlaceGoal {
  /** 'people': fewest unserved, then fewest classes. 'travel': fewest kilometres for exactly these numbers. */
  minimise: 'people' | 'travel';
  unserved: number;
  classes: number;
}

/** Columns: y[host] whole classes, x[pair] people, s[unit] unserved. */
export function placeModel(problem: PlaceProblem, pairs: Pair[], goal: PlaceGoal, integer: boolean): ModelData {
  const { supply, metres, minimum, maximum, rounds } = problem;
  const hosts = maximum.length;
  const units = supply.length;
  const x = (i: number): number => hosts + i;
  const s = (u: number): number => hosts + pairs.length + u;
  const numCols = hosts + pairs.length + units;
  const travel = goal.minimise === 'travel';
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const row = (lower: number, upper: number, entries: [number, number][]): void => {
    for (const [column, value] of entries) {
      indices.push(column);
      values.push(value);
    }
    starts.push(indices.length);
    rowLower.push(lower);
    rowUpper.push(upper);
  };

  const ofUnit: [number, number][][] = supply.map((_, u) => [[s(u), 1]]);
  const ofHost: [number, number][][] = maximum.map(() => []);
  pairs.forEach(([u, h], i) => {
    ofUnit[u]!.push([x(i), 1]);
    ofHost[h]!.push([x(i), 1]);
  });
  ofUnit.forEach((entries, u) => row(supply[u]!, supply[u]!, entries));
  ofHost.forEach((entries, h) => {
    row(0, Infinity, [...entries, [h, -minimum]]);
    row(-Infinity, 0, [...entries, [h, -maximum[h]!]]);
  });
  // without these the relaxation opens a small part of a class wherever a unit stands (planner.md B.2: 9.6 s against 1.7 s)
  pairs.forEach(([u, h], i) =>
    row(-Infinity, 0, [
      [x(i), 1],
      [h, -Math.min(supply[u]!, maximum[h]!)],
    ]),
  );
  const everyClass = maximum.map((_, h): [number, number] => [h, 1]);
  row(travel ? goal.classes : 0, goal.classes, everyClass);
  row(
    0,
    goal.unserved,
    supply.map((_, u): [number, number] => [s(u), 1]),
  );

  return {
    numCols,
    numRows: rowLower.length,
    colCost: travel
      ? [...maximum.map(() => 0), ...pairs.map(([u, h]) => metres[u]![h]! / 1000), ...supply.map(() => 0)]
      : [...maximum.map(() => 1), ...pairs.map(() => 0), ...supply.map(() => goal.classes + 1)],
    colLower: new Array<number>(numCols).fill(0),
    colUpper: [...maximum.map(() => rounds), ...pairs.map(([u]) => supply[u]!), ...supply],
    rowLower,
    rowUpper,
    matrix: { format: 'csr', numRows: rowLower.length, numCols, starts, indices, values },
    ...(integer ? { integrality: columnKinds(hosts, numCols) } : {}),
  };
}

const columnKinds = (whole: number, all: number): Int32Array => {
  const kinds = new Int32Array(all);
  kinds.fill(1, 0, whole);
  return kinds;
};

/** A placement as values of the model's columns, for the solver to start from. */
export function columnsOf({ classesAt, flow }: Placement, pairs: Pair[]): number[] {
  return [...classesAt, ...pairs.map(([u, h]) => flow.people[u]![h]!), ...flow.unserved];
}

/** The nearest hosts of every unit, and the pairs that the known placement uses, so that it fits the model. */
export function pairsFor({ metres, supply }: PlaceProblem, nearest: number, known: Placement | null): Pair[] {
  return supply.flatMap((_, u) => {
    const near = metres[u]!.map((m, h) => ({ m, h }))
      .filter(({ m }) => m !== Infinity)
      .sort((a, b) => a.m - b.m || a.h - b.h)
      .filter(({ h }, rank) => rank < nearest || (known?.flow.people[u]![h] ?? 0) > 0);
    return near.map(({ h }): Pair => [u, h]).sort((a, b) => a[1] - b[1]);
  });
}
