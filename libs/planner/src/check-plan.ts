import type { ClassPlan, PlannedClass } from './class-plan.js';
import { daysBetween, isWorkingDay, kilometres, middleOf, whereIs } from './checker-arithmetic.js';
import type { PlanningProblem } from './problem.js';

export type ViolationRule =
  | 'class-size'
  | 'room'
  | 'host'
  | 'host-twice'
  | 'calendar'
  | 'window'
  | 'reach'
  | 'desk-rule'
  | 'quota'
  | 'seats'
  | 'people'
  | 'totals';

export interface Violation {
  rule: ViolationRule;
  detail: string;
}

/**
 * Recomputes every rule of a plan from the problem alone. It shares no code with the engine, on purpose: its own
 * dates, its own distances, one plain loop per rule.
 */
export function checkPlan(problem: PlanningProblem, plan: ClassPlan): Violation[] {
  const found: Violation[] = [];
  const report = (rule: ViolationRule, detail: string): void => void found.push({ rule, detail });
  const nameOf = (c: PlannedClass): string => `${c.hostUnitId} ${c.startsOn}`;
  const peopleIn = (c: PlannedClass): number => c.seats.reduce((n, s) => n + s.people, 0);
  const groups = new Map(problem.groups.map(g => [g.id, g]));
  const units = new Map(problem.units.map(u => [u.id, u]));
  const hosts = new Map(problem.hosts.map(h => [h.unitId, h]));
  const { from, to, closedDates, daysPerClass } = problem.calendar;
  const middle = middleOf(problem.hosts) ?? middleOf(problem.units) ?? [0, 0];
  const busy = new Set<string>();
  const away = new Map<string, number>();
  let personKm = 0;
  let seated = 0;

  for (const c of plan.classes) {
    const size = peopleIn(c);
    seated += size;
    if (size < problem.classType.minimum || size > problem.classType.maximum)
      report('class-size', `${nameOf(c)}: ${size} people`);
    const host = hosts.get(c.hostUnitId);
    if (!host) report('host', `${nameOf(c)}: no such host`);
    if (host?.room !== undefined && size > host.room) report('room', `${nameOf(c)}: ${size} people, room ${host.room}`);

    const days = daysBetween(c.startsOn, c.endsOn).filter(d => isWorkingDay(d, closedDates));
    const bothWork = days[0] === c.startsOn && days.at(-1) === c.endsOn;
    if (!bothWork || days.length !== daysPerClass || c.startsOn < from || c.endsOn > to)
      report('calendar', `${nameOf(c)} to ${c.endsOn}: ${days.length} working days`);
    for (const day of days) {
      const key = `${c.hostUnitId} ${day}`;
      if (busy.has(key)) report('host-twice', key);
      busy.add(key);
    }

    for (const s of c.seats) {
      const group = groups.get(s.groupId);
      if (!group || group.unitId !== s.unitId) {
        report('seats', `${nameOf(c)}: group ${s.groupId} of unit ${s.unitId} is not in the problem`);
        continue;
      }
      if (
        ![s.people, s.deskOfficers].every(Number.isInteger) ||
        s.deskOfficers < 0 ||
        s.people < Math.max(1, s.deskOfficers)
      )
        report('seats', `${nameOf(c)}: ${s.deskOfficers} desk officers of ${s.people} people`);
      if (c.startsOn < group.earliest || c.endsOn > group.deadline)
        report('window', `${nameOf(c)} to ${c.endsOn}: ${s.groupId} is due ${group.earliest} to ${group.deadline}`);
      const unit = units.get(s.unitId);
      if (host && unit) {
        const km = kilometres(whereIs(unit, middle), whereIs(host, middle)) * problem.roadFactor;
        if (problem.reachKm !== null && km > problem.reachKm + 1e-6)
          report('reach', `${nameOf(c)}: ${s.unitId} is ${km.toFixed(1)} km away`);
        personKm += 2 * km * s.people;
      }
      for (const day of days) {
        const key = `${s.unitId} ${day}`;
        away.set(key, (away.get(key) ?? 0) + s.deskOfficers);
      }
    }
  }

  for (const [key, desk] of away) {
    const staff = units.get(key.slice(0, key.lastIndexOf(' ')))?.deskStaff ?? 0;
    const { share, atLeast } = problem.deskRule;
    if (desk > atLeast && desk > share * staff + 1e-6) report('desk-rule', `${key}: ${desk} of ${staff} away`);
  }
  if (problem.quota !== null && plan.classes.length > problem.quota)
    report('quota', `${plan.classes.length} classes, ${problem.quota} allowed`);

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

  const { totals, bounds } = plan;
  if (totals.people !== seated || totals.classes !== plan.classes.length)
    report(
      'totals',
      `${totals.people} people in ${totals.classes} classes stated, ${seated} in ${plan.classes.length} found`,
    );
  // the engine counts whole metres, so each seat may differ by half a metre each way
  if (Math.abs(totals.personKm - personKm) > 0.001 * (seated + 1))
    report('totals', `${totals.personKm} km stated, ${personKm} found`);
  if (bounds.fewestClasses > plan.classes.length || bounds.kilometres > totals.personKm + 1e-6)
    report('totals', 'the plan is below its own bounds');
  return found;
}
