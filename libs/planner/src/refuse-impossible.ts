import type { PlanningProblem } from './problem.js';

/** A problem that contradicts itself is the caller's mistake, not a plan without classes. */
export function refuseImpossible(problem: PlanningProblem): void {
  const { classType, groups, units, hosts, calendar, trainers = [], distances = [], pinned = [] } = problem;
  const { minimum, maximum, reservedSeats = 0 } = classType;
  if (!(minimum >= 1 && maximum >= minimum)) throw new RangeError(`class size ${minimum}-${maximum}`);
  if (!(reservedSeats >= 0 && Number.isInteger(reservedSeats))) throw new RangeError(`${reservedSeats} reserved seats`);
  if (!(calendar.daysPerClass >= 1)) throw new RangeError(`${calendar.daysPerClass} days per class`);
  const known = new Set(units.map(u => u.id));
  for (const g of groups) {
    if (!known.has(g.unitId)) throw new RangeError(`group ${g.id}: unknown unit ${g.unitId}`);
    if (![g.people, g.deskOfficers].every(Number.isInteger) || g.deskOfficers < 0 || g.people < g.deskOfficers)
      throw new RangeError(`group ${g.id}: ${g.deskOfficers} desk officers of ${g.people} people`);
  }
  const wrong = distances.find(({ km }) => !(km >= 0 && km < 20_000));
  if (wrong) throw new RangeError(`${wrong.km} km from ${wrong.fromUnitId} to ${wrong.toUnitId}`);
  const hosting = new Set(hosts.map(h => h.unitId));
  const lost = pinned.find(p => !hosting.has(p.hostUnitId));
  if (lost) throw new RangeError(`pinned class at ${lost.hostUnitId}: no such host`);
  for (const [what, ids] of [
    ['group', groups.map(g => g.id)],
    ['unit', units.map(u => u.id)],
    ['host', hosts.map(h => h.unitId)],
    ['trainer', trainers.map(t => t.id)],
  ] as const) {
    const twice = ids.find((id, i) => i > 0 && ids[i - 1] === id);
    if (twice !== undefined) throw new RangeError(`${what} ${twice} appears twice`);
  }
}
