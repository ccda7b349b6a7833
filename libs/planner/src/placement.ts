import { sum } from './apportion.js';
import { assign, type Flow } from './transport.js';

/** One wave on the map: `supply[u]` people of unit u, hosts with the size of a class there. */
export interface PlaceProblem {
  supply: number[];
  metres: number[][];
  minimum: number;
  maximum: number[];
  /** Most classes of one host. */
  rounds: number;
  /** Most classes of all hosts together. */
  classes: number;
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

/** Fewer unserved, then fewer classes, then fewer person-metres. */
export function isBetter(a: Placement, b: Placement | null): boolean {
  if (!b) return true;
  if (a.unserved !== b.unserved) return a.unserved < b.unserved;
  if (a.classes !== b.classes) return a.classes < b.classes;
  return a.flow.metres < b.flow.metres;
}
