import type { ClassPlan, PlannedClass } from '../class-plan.js';
import { prepare } from '../prepare.js';
import type { PlanningProblem } from '../problem.js';
import { statement, type Statement } from './statement.js';

interface Seated {
  groupId: string;
  hostUnitId: string;
  startsOn: string;
}

/** Why people of this group sit in this class: every nearer class, and what keeps them out of it. */
export function whyHere(
  problem: PlanningProblem,
  plan: ClassPlan,
  { groupId, hostUnitId, startsOn }: Seated,
  nameOf: (unitId: string) => string,
): Statement[] {
  const group = problem.groups.find(g => g.id === groupId);
  const here = plan.classes.find(c => c.hostUnitId === hostUnitId && c.startsOn === startsOn);
  const seat = here?.seats.find(s => s.groupId === groupId);
  if (!group || !here || !seat) return [];
  const { units, hosts, roadMetres } = prepare({ ...problem, reachKm: null, mixing: 'any' });
  const unit = units.findIndex(u => u.id === group.unitId);
  const km = (c: PlannedClass): number => roadMetres[unit]![hosts.findIndex(h => h.unitId === c.hostUnitId)]! / 1000;
  const size = (c: PlannedClass): number => c.seats.reduce((n, s) => n + s.people, 0);
  const nearer = plan.classes.filter(c => km(c) < km(here) - 0.0005).sort((a, b) => km(a) - km(b));
  const main = { unit: nameOf(group.unitId), host: nameOf(hostUnitId), km: km(here) };
  if (nearer.length === 0) return [statement('nearest', main)];
  return [statement('not-nearest', main), ...nearer.map(reason)];

  function reason(other: PlannedClass): Statement {
    const figures = { host: nameOf(other.hostUnitId), date: other.startsOn, km: km(other) };
    if (other.startsOn < group!.earliest || other.endsOn > group!.deadline)
      return statement('nearer-window', { ...figures, earliest: group!.earliest, deadline: group!.deadline });
    const away = plan.classes
      .filter(c => c !== here && c.startsOn <= other.endsOn && c.endsOn >= other.startsOn)
      .flatMap(c => c.seats)
      .reduce((n, s) => n + (s.unitId === group!.unitId ? s.deskOfficers : 0), 0);
    if (seat!.deskOfficers > 0 && away + 1 > units[unit]!.allowed)
      return statement('nearer-desk', { ...figures, away });
    const maximum = hosts.find(h => h.unitId === other.hostUnitId)!.maximum;
    if (size(other) >= maximum) return statement('nearer-full', { ...figures, maximum });
    const { minimum } = problem.classType;
    if (size(here!) - 1 < minimum) return statement('needed-here', { ...figures, minimum });
    return statement('nearer-open', figures);
  }
}
