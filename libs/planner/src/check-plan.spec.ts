import { beforeAll, describe, expect, it } from '@jest/globals';
import { sonLaProblem } from './fixtures/son-la-problem.js';
import { checkPlan, planClasses, type ClassPlan, type PlanningProblem } from './index.js';

let problem: PlanningProblem;
let sound: ClassPlan;

beforeAll(async () => {
  problem = { ...sonLaProblem(3, 1, 2), reachKm: 300, quota: 5 };
  problem.hosts = problem.hosts.map(h => ({ ...h, room: 48 }));
  sound = await planClasses(problem);
}, 60_000);

describe('checkPlan', () => {
  it('finds nothing in a sound plan', () => {
    expect(checkPlan(problem, sound)).toEqual([]);
  });

  it.each<[string, (plan: ClassPlan, problem: PlanningProblem) => void]>([
    ['class-size', plan => void plan.classes[0]!.seats.splice(3)],
    ['room', (plan, p) => void (p.hosts.find(h => h.unitId === plan.classes[0]!.hostUnitId)!.room = 20)],
    ['host', plan => void (plan.classes[0]!.hostUnitId = 'nowhere')],
    ['host-twice', plan => void (plan.classes[0]!.hostUnitId = plan.classes[1]!.hostUnitId)],
    ['calendar', plan => void (plan.classes[0]!.startsOn = '2026-01-04')],
    ['calendar', plan => void (plan.classes[0]!.endsOn = '2026-01-09')],
    ['calendar', (_, p) => void p.calendar.closedDates.push('2026-01-06')],
    ['calendar', (_, p) => void (p.calendar.from = '2026-02-01')],
    ['window', (_, p) => void (p.groups[0]!.deadline = '2026-01-05')],
    ['window', (_, p) => void (p.groups[0]!.earliest = '2026-02-05')],
    ['reach', (_, p) => void (p.reachKm = 10)],
    ['desk-rule', plan => void (plan.classes[0]!.seats[0]!.deskOfficers = 2)],
    ['desk-rule', (_, p) => void (p.deskRule = { share: 0.3, atLeast: 0 })],
    ['quota', (_, p) => void (p.quota = 4)],
    ['seats', plan => void (plan.classes[0]!.seats[0]!.people = 2.5)],
    ['seats', plan => void (plan.classes[0]!.seats[0]!.groupId = 'nobody')],
    ['people', plan => void (plan.classes[0]!.seats[0]!.people -= 1)],
    ['people', plan => void plan.unserved.push({ groupId: problem.groups[0]!.id, people: 1, reason: 'quota' })],
    ['people', plan => void (plan.classes[0]!.seats[0]!.deskOfficers += 1)],
    ['totals', plan => void (plan.totals.people += 1)],
    ['totals', plan => void (plan.totals.personKm -= 1)],
    ['totals', plan => void (plan.bounds.fewestClasses += 1)],
  ])('catches a planted violation: %s', (rule, plant) => {
    const [plan, changed] = structuredClone([sound, problem] as const);
    plant(plan, changed);
    expect(checkPlan(changed, plan).map(v => v.rule)).toContain(rule);
  });
});
