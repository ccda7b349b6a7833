import { sum } from './apportion.js';
import { isBetter, placementOf, type Placement, type PlaceProblem } from './placement.js';

const NEIGHBOURS = 6;

/**
 * A good placement without a solver, always the same for the same input: hosts added greedily, each moved to the best
 * place of its own people, then classes exchanged with near hosts until `trials` flows have been tried.
 */
export function nearbyPlacement(problem: PlaceProblem, trials: number): Placement | null {
  const least = problem.exactly ? problem.classes : Math.ceil(sum(problem.supply) / Math.max(...problem.maximum));
  const wanted = Math.min(problem.classes, Math.max(least, sum(problem.atLeast)));
  let best: Placement | null = null;
  for (let count = Math.min(problem.classes, wanted + 3); count > 0 && (count >= wanted || !best); count--) {
    if (problem.exactly && count < problem.classes) break;
    const start = greedyHosts(problem, count);
    const tried = start && placementOf(problem, start);
    if (tried && isBetter(tried, best)) best = tried;
  }
  return best && exchanged(problem, recentred(problem, best), trials);
}

/** Hosts one by one, each where it shortens the way of most people. */
function greedyHosts({ supply, metres, rounds, maximum, atLeast }: PlaceProblem, count: number): number[] | null {
  const hosts = maximum.map((_, h) => h);
  const far = Math.max(...metres.map(row => Math.max(0, ...row.filter(m => m !== Infinity)))) * 4 + 1;
  const seatsNear = supply.map(() => 0);
  const nearest = supply.map(() => far);
  const classesAt = hosts.map(() => 0);
  const wanted = hosts.flatMap(h => new Array<number>(atLeast[h]!).fill(h));
  for (let i = 0; i < count; i++) {
    let best = -1;
    let bestCost = Infinity;
    for (const h of hosts) {
      if (classesAt[h]! >= rounds[h]! || (wanted[i] ?? h) !== h) continue;
      let cost = classesAt[h]! * 1e-6;
      for (let u = 0; u < supply.length; u++) cost += supply[u]! * Math.min(nearest[u]!, metres[u]![h]!);
      if (cost < bestCost) {
        bestCost = cost;
        best = h;
      }
    }
    if (best < 0) return null;
    classesAt[best]!++;
    // people who found a class near are out of the market once it is full, so the next class looks at the others
    const here = supply.map((_, u) => u).filter(u => seatsNear[u]! < supply[u]! && metres[u]![best]! !== Infinity);
    here.sort((a, b) => metres[a]![best]! - metres[b]![best]!);
    let seats = maximum[best]!;
    for (const u of here) {
      nearest[u] = Math.min(nearest[u]!, metres[u]![best]!);
      if (seats <= 0) continue;
      const n = Math.min(seats, supply[u]! - seatsNear[u]!);
      seatsNear[u]! += n;
      seats -= n;
    }
  }
  return classesAt;
}

/** Each class to the host that is best for the people it has now, while that helps. */
function recentred(problem: PlaceProblem, start: Placement): Placement {
  let best = start;
  const isPinned = problem.atLeast.some(n => n > 0);
  for (let improved = !isPinned; improved;) {
    improved = false;
    const moved = best.classesAt.map(() => 0);
    for (const [h, classes] of best.classesAt.entries()) {
      for (let c = 0; c < classes; c++) {
        const cost = (at: number): number =>
          moved[at]! >= problem.rounds[at]! || problem.maximum[at]! < problem.maximum[h]!
            ? Infinity
            : sum(
                problem.supply.map((_, u) =>
                  best.flow.people[u]![h]! > 0 ? best.flow.people[u]![h]! * problem.metres[u]![at]! : 0,
                ),
              );
        let to = -1;
        for (let at = 0; at < moved.length; at++) if (cost(at) < (to < 0 ? Infinity : cost(to))) to = at;
        if (to < 0) return best;
        moved[to]!++;
      }
    }
    const next = placementOf(problem, moved);
    if (next && isBetter(next, best)) {
      best = next;
      improved = true;
    }
  }
  return best;
}

function exchanged(problem: PlaceProblem, start: Placement, trials: number): Placement {
  const neighbours = nearHosts(problem);
  let best = start;
  for (let improved = true; improved;) {
    improved = false;
    for (let h = 0; h < best.classesAt.length; h++) {
      for (const to of neighbours[h]!) {
        if (best.classesAt[h]! <= problem.atLeast[h]! || best.classesAt[to]! >= problem.rounds[to]!) continue;
        if (trials-- <= 0) return best;
        const classesAt = [...best.classesAt];
        classesAt[h]!--;
        classesAt[to]!++;
        const next = placementOf(problem, classesAt);
        if (next && isBetter(next, best)) {
          best = next;
          improved = true;
        }
      }
    }
  }
  return best;
}

/** Hosts that the same people reach with the least detour: no coordinates are needed for this. */
function nearHosts({ supply, metres, maximum }: PlaceProblem): number[][] {
  const hosts = maximum.map((_, h) => h);
  const apart = (a: number, b: number): number => {
    let least = Infinity;
    for (let u = 0; u < supply.length; u++)
      if (supply[u]! > 0) least = Math.min(least, metres[u]![a]! + metres[u]![b]!);
    return least;
  };
  return hosts.map(h => {
    const distance = hosts.map(other => apart(h, other));
    return hosts
      .filter(other => other !== h && distance[other] !== Infinity)
      .sort((a, b) => distance[a]! - distance[b]! || a - b)
      .slice(0, NEIGHBOURS);
  });
}
