import { sum } from './apportion.js';
import { assign, type Flow } from './transport.js';

/**
 * Classes on the map, whatever their dates. A lot is a number of people who are alike: desk officers of a unit, or its
 * other people. Dates need no variables: a desk rule of "at most a on one day" becomes "at most a in one class", as
 * classes that share a unit's desk are later held on different days.
 */
export interface PlaceProblem {
  supply: number[];
  /** Lot × host, whole metres; Infinity where nobody may go. */
  metres: number[][];
  /** Most people of the lot in one class. */
  perClass: number[];
  minimum: number;
  maximum: number[];
  /** Most classes of each host. */
  rounds: number[];
  /** Classes that each host holds in any case. */
  atLeast: number[];
  /** Most classes of all hosts together. */
  classes: number;
  /** `classes` is wanted exactly, not at most. */
  exactly: boolean;
  /** A lot is never split. */
  together: boolean;
}

/** How many classes each host holds, and the best way to fill them. */
export interface Placement {
  classesAt: number[];
  flow: Flow;
  unserved: number;
  classes: number;
}

/** The exact best way to fill the given classes; null when one of them cannot reach its minimum. */
export function placementOf(problem: PlaceProblem, classesAt: number[]): Placement | null {
  const open = classesAt.map((_, h) => h).filter(h => classesAt[h]! > 0);
  const flow = assign({
    supply: problem.supply,
    metres: problem.metres.map(row => open.map(h => row[h]!)),
    cap: problem.perClass.map(n => open.map(h => n * classesAt[h]!)),
    least: open.map(h => classesAt[h]! * problem.minimum),
    most: open.map(h => classesAt[h]! * problem.maximum[h]!),
  });
  if (!flow.complete) return null;
  const everywhere = (values: number[]): number[] => {
    const wide = new Array<number>(classesAt.length).fill(0);
    open.forEach((h, i) => (wide[h] = values[i]!));
    return wide;
  };
  return {
    classesAt,
    flow: { ...flow, people: flow.people.map(everywhere), filled: everywhere(flow.filled) },
    unserved: sum(flow.unserved),
    classes: sum(classesAt),
  };
}

/** Lots that are never split, as the solver sent them; null when a class is too small or too full. */
export function wholeLots(problem: PlaceProblem, classesAt: number[], sent: (lot: number, host: number) => boolean) {
  const { supply, metres, minimum, maximum } = problem;
  const hosts = classesAt.map((_, h) => h);
  const people = supply.map((n, lot) => hosts.map(h => (sent(lot, h) ? n : 0)));
  const filled = hosts.map(h => sum(people.map(row => row[h]!)));
  if (hosts.some(h => filled[h]! < classesAt[h]! * minimum || filled[h]! > classesAt[h]! * maximum[h]!)) return null;
  const unserved = supply.map((n, lot) => n - sum(people[lot]!));
  if (unserved.some(n => n < 0)) return null;
  const way = sum(people.flatMap((row, lot) => row.map((n, h) => (n > 0 ? n * metres[lot]![h]! : 0))));
  const flow: Flow = { people, unserved, filled, metres: way, complete: true };
  return { classesAt, flow, unserved: sum(unserved), classes: sum(classesAt) };
}

/** Fewer unserved, then fewer classes, then fewer person-metres. */
export function isBetter(a: Placement, b: Placement | null): boolean {
  if (!b) return true;
  if (a.unserved !== b.unserved) return a.unserved < b.unserved;
  if (a.classes !== b.classes) return a.classes < b.classes;
  return a.flow.metres < b.flow.metres;
}
