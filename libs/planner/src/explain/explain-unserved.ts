import type { ClassPlan } from '../class-plan.js';
import { prepare } from '../prepare.js';
import type { PlanningProblem } from '../problem.js';
import { explainPool } from './explain-pool.js';
import { statement, type Statement } from './statement.js';

type NameOf = (unitId: string) => string;

/** Why people of a plan have no seat, unit by unit, and the nearest changes that arithmetic can name. */
export function explainUnserved(problem: PlanningProblem, plan: ClassPlan, nameOf: NameOf): Statement[] {
  const { classType, calendar, quota, deskRule } = problem;
  const groups = new Map(problem.groups.map(g => [g.id, g]));
  const found = plan.unserved.map(({ groupId, people, reason }) => {
    const { unitId, earliest, deadline } = groups.get(groupId)!;
    const staff = problem.units.find(u => u.id === unitId)?.deskStaff ?? 0;
    return statement(reason, {
      unit: nameOf(unitId),
      people,
      earliest,
      deadline,
      minimum: classType.minimum,
      quota: quota ?? 0,
      days: calendar.daysPerClass,
      reach: problem.reachKm ?? 0,
      allowed: Math.max(deskRule.atLeast, Math.floor(deskRule.share * staff)),
      ...nearestHost(problem, unitId, nameOf),
    });
  });
  const left = plan.unserved.reduce((n, u) => n + u.people, 0);
  const everybody = problem.groups.reduce((n, g) => n + g.people, 0);
  if (quota !== null && plan.unserved.some(u => u.reason === 'quota'))
    found.push(statement('more-classes', { classes: Math.ceil(everybody / classType.maximum) - plan.classes.length }));
  else if (left > 0) found.push(...explainPool(everybody, classType, []));
  return found;
}

function nearestHost(problem: PlanningProblem, unitId: string, nameOf: NameOf): { host: string; km: number } {
  const { units, hosts, roadMetres } = prepare({ ...problem, reachKm: null, mixing: 'any', groups: [] });
  const row = roadMetres[units.findIndex(u => u.id === unitId)] ?? [];
  const nearest = row.reduce((best, m, h) => (m < (row[best] ?? Infinity) ? h : best), 0);
  return { host: hosts[nearest] ? nameOf(hosts[nearest].unitId) : '–', km: (row[nearest] ?? 0) / 1000 };
}
