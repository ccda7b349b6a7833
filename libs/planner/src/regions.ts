import { sum } from './apportion.js';
import type { Prepared } from './prepare.js';

/** Units and hosts that no journey within reach connects to the rest; each is planned by itself. */
export interface Region {
  units: number[];
  hosts: number[];
  people: number;
}

export function regionsOf({ problem, units, hosts, metres }: Prepared): Region[] {
  const people = new Map(units.map(u => [u.id, 0]));
  for (const g of problem.groups) people.set(g.unitId, people.get(g.unitId)! + g.people);
  const regionOfHost = new Array<number>(hosts.length).fill(-1);
  const regions: Region[] = [];
  for (let first = 0; first < hosts.length; first++) {
    if (regionOfHost[first] !== -1) continue;
    const index = regions.length;
    const found = new Set<number>();
    const open = [first];
    regionOfHost[first] = index;
    for (let h = open.pop(); h !== undefined; h = open.pop()) {
      for (let u = 0; u < units.length; u++) {
        if (found.has(u) || metres[u]![h] === Infinity) continue;
        found.add(u);
        metres[u]!.forEach((m, other) => {
          if (m === Infinity || regionOfHost[other] !== -1) return;
          regionOfHost[other] = index;
          open.push(other);
        });
      }
    }
    const members = [...found].filter(u => people.get(units[u]!.id)! > 0).sort((a, b) => a - b);
    regions.push({
      units: members,
      hosts: hosts.map((_, h) => h).filter(h => regionOfHost[h] === index),
      people: sum(members.map(u => people.get(units[u]!.id)!)),
    });
  }
  return regions.filter(r => r.people > 0);
}

/** Classes of the quota to each region by Sainte-Laguë on its people, never more than its people can fill. */
export function shareQuota(quota: number | null, regions: Region[], minimum: number, maximum: number): number[] {
  const most = regions.map(r => Math.floor(r.people / minimum));
  if (quota === null) return most;
  const useful = regions.map((r, i) => Math.min(most[i]!, Math.ceil(r.people / maximum)));
  const shares = regions.map(() => 0);
  let left = quota;
  for (const caps of [useful, most]) {
    for (; left > 0; left--) {
      let next = -1;
      const claim = (i: number): number => regions[i]!.people / (2 * shares[i]! + 1);
      regions.forEach((_, i) => {
        if (shares[i]! < caps[i]! && (next < 0 || claim(i) > claim(next))) next = i;
      });
      if (next < 0) break;
      shares[next]!++;
    }
  }
  return shares;
}
