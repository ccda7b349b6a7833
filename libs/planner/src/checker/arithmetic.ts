import type { Host, Place, PlanningProblem, PlanningUnit } from '../problem.js';

type LonLat = [longitude: number, latitude: number];

/** Kilometres from a unit to a host: the road that was given, else the straight line stretched. */
export function oneWay(problem: PlanningProblem): (unit: PlanningUnit, host: Host) => number {
  const middle = middleOf(problem.hosts) ?? middleOf(problem.units) ?? [0, 0];
  const roads = problem.distances ?? [];
  const given = new Map(roads.map(r => [JSON.stringify([r.fromUnitId, r.toUnitId]), r.km]));
  return (unit, host) =>
    given.get(JSON.stringify([unit.id, host.unitId])) ??
    given.get(JSON.stringify([host.unitId, unit.id])) ??
    kilometres(whereIs(unit, middle), whereIs(host, middle)) * problem.roadFactor;
}

function whereIs(place: Place, middle: LonLat): LonLat {
  return place.longitude === null || place.latitude === null ? middle : [place.longitude, place.latitude];
}

function middleOf(places: Place[]): LonLat | null {
  let [count, east, north] = [0, 0, 0];
  for (const { longitude, latitude } of places) {
    if (longitude === null || latitude === null) continue;
    count++;
    east += longitude;
    north += latitude;
  }
  return count === 0 ? null : [east / count, north / count];
}

/** Chord between two unit vectors: another formula than the engine's. */
function kilometres([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const vector = (lon: number, lat: number): [number, number, number] => {
    const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
  };
  const [a, b] = [vector(lonA, latA), vector(lonB, latB)];
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return 6371.0088 * 2 * Math.atan2(chord / 2, Math.sqrt(Math.max(0, 1 - (chord * chord) / 4)));
}

export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  const day = new Date(`${from}T12:00:00Z`);
  while (days.length < 400 && day.toISOString().slice(0, 10) <= to) {
    days.push(day.toISOString().slice(0, 10));
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}

export function isWorkingDay(date: string, closed: string[]): boolean {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5 && !closed.includes(date);
}
