import type { ClassPlan, PlannedClass } from '../class-plan.js';
import type { PlanningProblem } from '../problem.js';
import { daysBetween, isWorkingDay } from './arithmetic.js';
import type { Report } from './violation.js';

/** Rules of single classes, hosts and trainers. */
export function checkClasses(problem: PlanningProblem, plan: ClassPlan, report: Report): void {
  const { classType, calendar, hosts, quota, classCount, unitsTogether, trainers = [], pinned = [] } = problem;
  const skillOf = new Map(problem.groups.map(g => [g.id, g.skill]));
  const busy = new Set<string>();
  const teaches = new Map<string, Set<string>>();
  const takeHost = (hostUnitId: string, day: string): void => {
    if (busy.has(`${hostUnitId} ${day}`)) report('host-twice', `${hostUnitId} ${day}`);
    busy.add(`${hostUnitId} ${day}`);
  };
  for (const f of problem.frozen ?? []) {
    for (const day of daysBetween(f.startsOn, f.endsOn)) {
      busy.add(`${f.hostUnitId} ${day}`);
      if (f.trainerId !== undefined) teaches.set(f.trainerId, (teaches.get(f.trainerId) ?? new Set()).add(day));
    }
  }
  for (const c of plan.classes) {
    const name = `${c.hostUnitId} ${c.startsOn}`;
    const size = c.seats.reduce((n, s) => n + s.people, 0);
    const reserved = classType.reservedSeats ?? 0;
    if (size < classType.minimum || size + reserved > classType.maximum)
      report('class-size', `${name}: ${size} people`);
    const host = hosts.find(h => h.unitId === c.hostUnitId);
    if (!host) report('host', `${name}: no such host`);
    if (host?.room !== undefined && size + reserved > host.room)
      report('room', `${name}: ${size} people, ${reserved} seats kept free, room ${host.room}`);
    const days = daysBetween(c.startsOn, c.endsOn).filter(d => isWorkingDay(d, calendar.closedDates));
    const bothWork = days[0] === c.startsOn && days.at(-1) === c.endsOn;
    if (!bothWork || days.length !== calendar.daysPerClass || c.startsOn < calendar.from || c.endsOn > calendar.to)
      report('calendar', `${name} to ${c.endsOn}: ${days.length} working days`);
    const closed = days.find(d => host?.closedDates?.includes(d));
    if (closed !== undefined) report('calendar', `${name}: the host is closed on ${closed}`);
    for (const day of days) takeHost(c.hostUnitId, day);

    const skills = new Set(c.seats.map(s => skillOf.get(s.groupId)));
    if (skills.size > 1) report('skill', `${name}: ${[...skills].join(', ')}`);
    checkTrainer(c, days, [...skills][0]);
  }

  function checkTrainer(c: PlannedClass, days: string[], skill: string | undefined): void {
    const name = `${c.hostUnitId} ${c.startsOn}`;
    if (problem.trainers === undefined && c.trainerId === undefined) return;
    const trainer = trainers.find(t => t.id === c.trainerId);
    if (!trainer) return report('trainer', `${name}: no trainer ${c.trainerId ?? ''}`);
    if (skill !== undefined && trainer.skills && !trainer.skills.includes(skill))
      report('trainer', `${name}: ${trainer.id} does not teach ${skill}`);
    const taught = teaches.get(trainer.id) ?? new Set<string>();
    teaches.set(trainer.id, taught);
    for (const day of days) {
      if (trainer.closedDates.includes(day)) report('trainer', `${name}: ${trainer.id} is away on ${day}`);
      if (taught.has(day)) report('trainer', `${name}: ${trainer.id} teaches twice on ${day}`);
      taught.add(day);
    }
    if (taught.size > (trainer.mostDays ?? Infinity)) report('trainer', `${trainer.id}: ${taught.size} days`);
  }

  if (quota !== null && plan.classes.length > quota)
    report('quota', `${plan.classes.length} classes, ${quota} allowed`);
  if (classCount !== undefined && plan.classes.length > classCount)
    report('quota', `${plan.classes.length} classes, ${classCount} wanted`);
  for (const pin of pinned) {
    const isSame = (p: { hostUnitId: string; startsOn: string; endsOn: string }): boolean =>
      p.hostUnitId === pin.hostUnitId && p.startsOn === pin.startsOn && p.endsOn === pin.endsOn;
    if (!plan.classes.some(isSame) && !plan.unmetPins.some(isSame))
      report('pinned', `${pin.hostUnitId} ${pin.startsOn} is missing`);
  }
  if (!unitsTogether) return;
  const classesOf = new Map<string, Set<PlannedClass>>();
  for (const c of plan.classes)
    for (const s of c.seats)
      if (s.people > s.deskOfficers) classesOf.set(s.unitId, (classesOf.get(s.unitId) ?? new Set()).add(c));
  for (const [unit, classes] of classesOf)
    if (classes.size > 1) report('together', `${unit} is split over ${classes.size} classes`);
  const held = plan.classes.map(c => c.hostUnitId);
  const twice = held.find((h, i) => held.indexOf(h) !== i);
  if (twice !== undefined) report('together', `${twice} holds more than one class`);
}
