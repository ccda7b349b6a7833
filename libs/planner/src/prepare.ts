import { distanceKm, type Point } from './distance.js';
import { refuseImpossible } from './refuse-impossible.js';
import type { Place, PlanningProblem } from './problem.js';

interface HostSite {
  unitId: string;
  /** Most people of one class here: the class type's maximum or the room, less the seats that are kept free. */
  maximum: number;
  closed: Set<string>;
}

interface UnitSite {
  id: string;
  /** One-stop officers that may be away on one date. */
  allowed: number;
}

/** The problem in one fixed order, with every place on the map: what the engine works on. */
export interface Prepared {
  problem: PlanningProblem;
  units: UnitSite[];
  hosts: HostSite[];
  /** What one person's way costs, unit × host: whole metres one way, nights included; Infinity beyond reach. */
  metres: number[][];
  /** The way itself. */
  roadMetres: number[][];
}

const byKey = <T>(items: T[], key: (item: T) => string): T[] =>
  [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

export function prepare(problem: PlanningProblem): Prepared {
  const sorted: PlanningProblem = {
    ...problem,
    groups: byKey(problem.groups, g => g.id),
    units: byKey(problem.units, u => u.id),
    hosts: byKey(problem.hosts, h => h.unitId),
    trainers: problem.trainers && byKey(problem.trainers, t => t.id),
  };
  refuseImpossible(sorted);
  const { minimum, maximum, reservedSeats = 0 } = problem.classType;
  const units = sorted.units.map(unit => ({
    id: unit.id,
    allowed: Math.max(problem.deskRule.atLeast, Math.floor(problem.deskRule.share * unit.deskStaff + 1e-9)),
  }));
  const open = sorted.hosts.filter(({ room }) => Math.min(maximum, room ?? maximum) - reservedSeats >= minimum);
  const hosts = open.map(({ unitId, room, closedDates }) => ({
    unitId,
    maximum: Math.min(maximum, room ?? maximum) - reservedSeats,
    closed: new Set(closedDates),
  }));
  const kmBetween = roads(sorted);
  const reach = problem.reachKm ?? Infinity;
  const roadMetres = sorted.units.map(unit =>
    open.map(host => {
      if (problem.mixing === 'area' && unit.area !== host.area) return Infinity;
      const km = kmBetween(unit, host);
      return km <= reach ? Math.round(km * 1000) : Infinity;
    }),
  );
  const night = nightMetres(problem);
  const metres = roadMetres.map(row => row.map(m => m + night(m)));
  return { problem: sorted, units, hosts, metres, roadMetres };
}

/** One way: a stay weighs half of its kilometres on the way there and half on the way back. */
function nightMetres({ overnight, calendar }: PlanningProblem): (metres: number) => number {
  if (!overnight) return () => 0;
  const stay = Math.round((calendar.daysPerClass - 1) * overnight.kmPerNight * 500);
  return metres => (metres > overnight.beyondKm * 1000 ? stay : 0);
}

function roads({ units, hosts, distances = [], roadFactor }: PlanningProblem) {
  const centre = centroid(hosts) ?? centroid(units) ?? { longitude: 0, latitude: 0 };
  const known = new Map<string, number>();
  for (const { fromUnitId, toUnitId, km } of distances) known.set(`${fromUnitId} ${toUnitId}`, km);
  return (unit: Place & { id: string }, host: Place & { unitId: string }): number =>
    known.get(`${unit.id} ${host.unitId}`) ??
    known.get(`${host.unitId} ${unit.id}`) ??
    distanceKm(located(unit) ?? centre, located(host) ?? centre, roadFactor);
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
