/** Places that take between `least` and `most` people each; `metres[unit][place]`, Infinity where nobody may go. */
interface Transport {
  supply: number[];
  metres: number[][];
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
export function assign({ supply, metres, least, most }: Transport): Flow {
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

  /** Cheapest person to send from place p to each other place. */
  const refresh = (p: number): void => {
    move.fill(Infinity, p * places, (p + 1) * places);
    for (let u = 0; u < units; u++) {
      if (people[u]![p] === 0) continue;
      const row = cost[u]!;
      for (let q = 0; q < places; q++) {
        const change = row[q]! - row[p]!;
        if (q !== p && change < move[p * places + q]!) {
          move[p * places + q] = change;
          mover[p * places + q] = u;
        }
      }
    }
  };
  const shortest = (u: number): number => {
    for (let p = 0; p < places; p++) {
      distance[p] = cost[u]![p]!;
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

  for (let p = 0; p < places; p++) refresh(p);
  for (let u = 0; u < units; u++) {
    for (let waiting = supply[u]!; waiting > 0;) {
      const end = shortest(u);
      const space = filled[end]! < floor[end]! ? floor[end]! - filled[end]! : room[end]! - filled[end]!;
      let amount = Math.min(waiting, space);
      const path = [end];
      for (let p = end; from[p] !== -1; p = from[p]!) {
        path.push(from[p]!);
        amount = Math.min(amount, people[mover[from[p]! * places + p]!]![from[p]!]!);
      }
      for (let i = 0; i + 1 < path.length; i++) {
        const moved = people[mover[path[i + 1]! * places + path[i]!]!]!;
        moved[path[i + 1]!]! -= amount;
        moved[path[i]!]! += amount;
      }
      people[u]![path.at(-1)!]! += amount;
      filled[end]! += amount;
      for (const p of path) refresh(p);
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
