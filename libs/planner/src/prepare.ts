import { distanceKm, type Point } from './distance.js';
import type { Place, PlanningProblem } from './problem.js';

interface HostSite {
  unitId: string;
  point: Point;
  /** Most people of one class here: the smaller of the class type's maximum and the room. */
  maximum: number;
}

interface UnitSite {
  id: string;
  point: Point;
  /** One-stop officers that may be away on one date. */
  allowed: number;
}

/** The problem in one fixed order, with every place on the map: what the engine works on. */
export interface Prepared {
  problem: PlanningProblem;
  units: UnitSite[];
  hosts: HostSite[];
  /** One way, whole metres, unit × host; Infinity beyond reach. */
  metres: number[][];
}

const byKey = <T>(items: T[], key: (item: T) => string): T[] =>
  [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

export function prepare(problem: PlanningProblem): Prepared {
  const sorted: PlanningProblem = {
    ...problem,
    groups: byKey(problem.groups, g => g.id),
    units: byKey(problem.units, u => u.id),
    hosts: byKey(problem.hosts, h => h.unitId),
  };
  refuseImpossible(sorted);
  const { minimum, maximum } = problem.classType;
  const centre = centroid(sorted.hosts) ?? centroid(sorted.units) ?? { longitude: 0, latitude: 0 };
  const units = sorted.units.map(unit => ({
    id: unit.id,
    point: located(unit) ?? centre,
    allowed: Math.max(problem.deskRule.atLeast, Math.floor(problem.deskRule.share * unit.deskStaff + 1e-9)),
  }));
  const hosts = sorted.hosts
    .map(host => ({
      unitId: host.unitId,
      point: located(host) ?? centre,
      maximum: Math.min(maximum, host.room ?? maximum),
    }))
    .filter(host => host.maximum >= minimum);
  const reach = problem.reachKm ?? Infinity;
  const metres = units.map(unit =>
    hosts.map(host => {
      const km = distanceKm(unit.point, host.point, problem.roadFactor);
      return km <= reach ? Math.round(km * 1000) : Infinity;
    }),
  );
  return { problem: sorted, units, hosts, metres };
}

const located = ({ longitude, latitude }: Place): Point | null =>
  longitude === null || latitude === null ? null : { longitude, latitude };

function centroid(places: Place[]): Point | null {
  const points = places.map(located).filter(p => p !== null);
  if (points.length === 0) return null;
  return {
    longitude: points.reduce((s, p) => s + p.longitude, 0) / points.length,
    latitude: points.reduce((s, p) => s + p.latitude, 0) / points.length,
  };
}

function refuseImpossible({ classType, groups, units, hosts, calendar }: PlanningProblem): void {
  const { minimum, maximum } = classType;
  if (!(minimum >= 1 && maximum >= minimum)) throw new RangeError(`class size ${minimum}-${maximum}`);
  if (!(calendar.daysPerClass >= 1)) throw new RangeError(`${calendar.daysPerClass} days per class`);
  const known = new Set(units.map(u => u.id));
  for (const g of groups) {
    if (!known.has(g.unitId)) throw new RangeError(`group ${g.id}: unknown unit ${g.unitId}`);
    if (![g.people, g.deskOfficers].every(Number.isInteger) || g.deskOfficers < 0 || g.people < g.deskOfficers)
      throw new RangeError(`group ${g.id}: ${g.deskOfficers} desk officers of ${g.people} people`);
  }
  for (const [what, ids] of [
    ['group', groups.map(g => g.id)],
    ['unit', units.map(u => u.id)],
    ['host', hosts.map(h => h.unitId)],
  ] as const) {
    const twice = ids.find((id, i) => i > 0 && ids[i - 1] === id);
    if (twice !== undefined) throw new RangeError(`${what} ${twice} appears twice`);
  }
}
