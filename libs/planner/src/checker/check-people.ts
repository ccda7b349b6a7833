import type { ClassPlan } from '../class-plan.js';
import type { PlanningProblem } from '../problem.js';
import { daysBetween, isWorkingDay, oneWay } from './arithmetic.js';
import type { Report } from './violation.js';

/** Rules of the people in the classes: who exists, who may come when and how far, how many of a desk are away. */
export function checkPeople(problem: PlanningProblem, plan: ClassPlan, report: Report): void {
  const groups = new Map(problem.groups.map(g => [g.id, g]));
  const units = new Map(problem.units.map(u => [u.id, u]));
  const km = oneWay(problem);
  const away = new Map<string, number>();
  const leave = (unitId: string, day: string, officers: number): void =>
    void away.set(`${unitId} ${day}`, (away.get(`${unitId} ${day}`) ?? 0) + officers);
  const touched = new Set<string>();
  for (const f of problem.frozen ?? [])
    for (const day of daysBetween(f.startsOn, f.endsOn)) for (const d of f.desks) leave(d.unitId, day, d.deskOfficers);

  for (const c of plan.classes) {
    const name = `${c.hostUnitId} ${c.startsOn}`;
    const host = problem.hosts.find(h => h.unitId === c.hostUnitId);
    const days = daysBetween(c.startsOn, c.endsOn).filter(d => isWorkingDay(d, problem.calendar.closedDates));
    for (const s of c.seats) {
      const group = groups.get(s.groupId);
      if (!group || group.unitId !== s.unitId) {
        report('seats', `${name}: group ${s.groupId} of unit ${s.unitId} is not in the problem`);
        continue;
      }
      const areWhole = [s.people, s.deskOfficers].every(Number.isInteger);
      if (!areWhole || s.deskOfficers < 0 || s.people < Math.max(1, s.deskOfficers))
        report('seats', `${name}: ${s.deskOfficers} desk officers of ${s.people} people`);
      if (c.startsOn < group.earliest || c.endsOn > group.deadline)
        report('window', `${name} to ${c.endsOn}: ${s.groupId} is due ${group.earliest} to ${group.deadline}`);
      const unit = units.get(s.unitId);
      if (host && unit) {
        const way = km(unit, host);
        if (problem.reachKm !== null && way > problem.reachKm + 1e-6)
          report('reach', `${name}: ${s.unitId} is ${way.toFixed(1)} km away`);
        if (problem.mixing === 'area' && unit.area !== host.area)
          report('area', `${name}: ${s.unitId} is of area ${unit.area ?? '–'}`);
      }
      for (const day of days) {
        leave(s.unitId, day, s.deskOfficers);
        if (s.deskOfficers > 0) touched.add(`${s.unitId} ${day}`);
      }
    }
  }

  const { share, atLeast } = problem.deskRule;
  for (const key of touched) {
    const desk = away.get(key) ?? 0;
    const staff = units.get(key.slice(0, key.lastIndexOf(' ')))?.deskStaff ?? 0;
    if (desk > atLeast && desk > share * staff + 1e-6) report('desk-rule', `${key}: ${desk} of ${staff} away`);
  }
  for (const g of problem.groups) {
    const seats = plan.classes.flatMap(c => c.seats).filter(s => s.groupId === g.id);
    const people = seats.reduce((n, s) => n + s.people, 0);
    const desk = seats.reduce((n, s) => n + s.deskOfficers, 0);
    const out = plan.unserved.filter(u => u.groupId === g.id).reduce((n, u) => n + u.people, 0);
    if (people + out !== g.people) report('people', `${g.id}: ${people} seated + ${out} unserved of ${g.people}`);
    if (desk > g.deskOfficers || people - desk > g.people - g.deskOfficers)
      report('people', `${g.id}: ${desk} desk officers among ${people} seated, ${g.deskOfficers} of ${g.people} exist`);
  }
  for (const u of plan.unserved)
    if (!groups.has(u.groupId) || u.people <= 0) report('people', `unserved ${u.groupId}: ${u.people}`);
}
