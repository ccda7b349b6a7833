/** Places that take between `least` and `most` people each; `metres[unit][place]`, Infinity where nobody may go. */
interface Transport {
  supply: number[];
  metres: number[][];
  /** Most people of the unit at the place. */
  cap: number[][];
  least: number[];
  most: number[];
}

export interface Flow {
  /** People of unit u at place p. */
  people: number[][];
  unserved: number[];
  filled: number[];
  /** Σ people × metres, one way. */
  metres: number;
  /** Every place has its least. */
  complete: boolean;
}

/**
 * Exact min-cost flow in whole people by successive shortest paths: fewest unserved first, then the least of every place
 * filled, then the fewest person-metres. The residual graph is kept on the places only, which are few.
 */
export function assign({ supply, metres, cap, least, most }: Transport): Flow {
  const units = supply.length;
  const home = least.length;
  const places = home + 1;
  let far = 1;
  for (const row of metres) for (const m of row) if (m !== Infinity && m > far) far = m;
  const fillReward = far * 2 * (places + 1);
  const stayPrice = fillReward * 4;
  const cost = metres.map(row => [...row, stayPrice]);
  const people = supply.map(() => new Array<number>(places).fill(0));
  const filled = new Array<number>(places).fill(0);
  const room = [...most, Infinity];
  const floor = [...least, 0];
  const move = new Float64Array(places * places);
  const mover = new Int32Array(places * places);
  const distance = new Float64Array(places);
  const from = new Int32Array(places);

  const space = (u: number, p: number): number => (p === home ? Infinity : cap[u]![p]! - people[u]![p]!);
  /** Cheapest person to send from place p to place q. */
  const compare = (u: number, p: number, q: number): void => {
    const change = cost[u]![q]! - cost[u]![p]!;
    if (q !== p && change < move[p * places + q]! && space(u, q) > 0) {
      move[p * places + q] = change;
      mover[p * places + q] = u;
    }
  };
  /** What may leave a place of the path, and what may still come to it, has changed. */
  const refresh = (path: number[]): void => {
    for (const p of path) {
      move.fill(Infinity, p * places, (p + 1) * places);
      for (let q = 0; q < places; q++) move[q * places + p] = Infinity;
    }
    for (let u = 0; u < units; u++) {
      const row = people[u]!;
      for (let p = 0; p < places; p++) {
        if (row[p] === 0) continue;
        if (path.includes(p)) for (let q = 0; q < places; q++) compare(u, p, q);
        else for (const q of path) compare(u, p, q);
      }
    }
  };
  const shortest = (u: number): number => {
    for (let p = 0; p < places; p++) {
      distance[p] = space(u, p) > 0 ? cost[u]![p]! : Infinity;
      from[p] = -1;
    }
    for (let round = 0, changed = true; changed && round <= places; round++) {
      changed = false;
      for (let p = 0; p < places; p++) {
        if (filled[p] === 0 || distance[p] === Infinity) continue;
        for (let q = 0; q < places; q++) {
          const d = distance[p]! + move[p * places + q]!;
          if (d < distance[q]!) {
            distance[q] = d;
            from[q] = p;
            changed = true;
          }
        }
      }
    }
    let best = -1;
    let bestCost = Infinity;
    for (let p = 0; p < places; p++) {
      if (filled[p]! >= room[p]!) continue;
      const total = distance[p]! - (filled[p]! < floor[p]! ? fillReward : 0);
      if (total < bestCost) {
        bestCost = total;
        best = p;
      }
    }
    return best;
  };

  move.fill(Infinity);
  for (let u = 0; u < units; u++) {
    for (let waiting = supply[u]!; waiting > 0;) {
      const end = shortest(u);
      const free = filled[end]! < floor[end]! ? floor[end]! - filled[end]! : room[end]! - filled[end]!;
      let amount = Math.min(waiting, free);
      const path = [end];
      for (let p = end; from[p] !== -1; p = from[p]!) {
        path.push(from[p]!);
        const u2 = mover[from[p]! * places + p]!;
        amount = Math.min(amount, people[u2]![from[p]!]!, space(u2, p));
      }
      amount = Math.min(amount, space(u, path.at(-1)!));
      for (let i = 0; i + 1 < path.length; i++) {
        const moved = people[mover[path[i + 1]! * places + path[i]!]!]!;
        moved[path[i + 1]!]! -= amount;
        moved[path[i]!]! += amount;
      }
      people[u]![path.at(-1)!]! += amount;
      filled[end]! += amount;
      refresh(path);
      waiting -= amount;
    }
  }
  let total = 0;
  for (let u = 0; u < units; u++)
    for (let p = 0; p < home; p++) if (people[u]![p]! > 0) total += people[u]![p]! * metres[u]![p]!;
  return {
    people: people.map(row => row.slice(0, home)),
    unserved: people.map(row => row[home]!),
    filled: filled.slice(0, home),
    metres: total,
    complete: least.every((l, p) => filled[p]! >= l),
  };
}
