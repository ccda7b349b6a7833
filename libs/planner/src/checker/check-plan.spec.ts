import { beforeAll, describe, expect, it } from '@jest/globals';
import { sonLaProblem } from '../fixtures/son-la-problem.js';
import { checkPlan, planClasses, type ClassPlan, type PlanningProblem } from '../index.js';

let problem: PlanningProblem;
let sound: ClassPlan;

beforeAll(async () => {
  problem = { ...sonLaProblem(3, 1, 30, 24), reachKm: 300, quota: 2 };
  problem.hosts = problem.hosts.map(h => ({ ...h, room: 50, area: 'Sơn La' }));
  problem.units = problem.units.map(u => ({ ...u, area: 'Sơn La' }));
  problem.groups = problem.groups.map(g => ({ ...g, skill: 'reporting' }));
  problem.classType.reservedSeats = 2;
  problem.mixing = 'area';
  problem.overnight = { beyondKm: 40, kmPerNight: 30 };
  problem.trainers = ['t1', 't2', 't3', 't4', 't5'].map(id => ({ id, closedDates: ['2026-12-01'], mostDays: 6 }));
  problem.distances = [{ fromUnitId: '03646', toUnitId: '03664', km: 12.5 }];
  sound = await planClasses(problem);
}, 60_000);

describe('checkPlan', () => {
  it('finds nothing in a sound plan', () => {
    expect(checkPlan(problem, sound)).toEqual([]);
  });

  it.each<[string, (plan: ClassPlan, problem: PlanningProblem) => void]>([
    ['class-size', plan => void plan.classes[0]!.seats.splice(3)],
    ['class-size', (_, p) => void (p.classType.reservedSeats = 20)],
    ['room', (plan, p) => void (p.hosts.find(h => h.unitId === plan.classes[0]!.hostUnitId)!.room = 20)],
    ['host', plan => void (plan.classes[0]!.hostUnitId = 'nowhere')],
    ['host-twice', plan => void (plan.classes[0]!.hostUnitId = plan.classes[1]!.hostUnitId)],
    ['host-twice', (plan, p) => void (p.frozen = [{ ...plan.classes[0]!, desks: [] }])],
    ['calendar', plan => void (plan.classes[0]!.startsOn = '2026-01-04')],
    ['calendar', plan => void (plan.classes[0]!.endsOn = '2026-01-09')],
    ['calendar', (plan, p) => void p.calendar.closedDates.push(plan.classes[0]!.startsOn)],
    ['calendar', (_, p) => void (p.calendar.from = '2026-06-01')],
    ['calendar', (plan, p) => void (hostOf(plan, p).closedDates = [plan.classes[0]!.endsOn])],
    ['window', (plan, p) => void (firstGroup(plan, p).deadline = '2026-01-05')],
    ['window', (plan, p) => void (firstGroup(plan, p).earliest = '2026-12-05')],
    ['reach', (_, p) => void (p.reachKm = 10)],
    ['reach', (plan, p) => void (p.distances = [road(plan, 301)])],
    ['area', (plan, p) => void (hostOf(plan, p).area = 'Mai Sơn')],
    ['skill', (plan, p) => void (firstGroup(plan, p).skill = 'planning')],
    ['trainer', plan => delete plan.classes[0]!.trainerId],
    ['trainer', plan => void (plan.classes[0]!.trainerId = 'nobody')],
    ['trainer', plan => plan.classes.forEach(c => (c.trainerId = 't1'))],
    ['trainer', (plan, p) => void (trainerOf(plan, p).closedDates = [plan.classes[0]!.startsOn])],
    ['trainer', (plan, p) => void (trainerOf(plan, p).skills = ['planning'])],
    ['trainer', (plan, p) => void (trainerOf(plan, p).mostDays = 2)],
    ['desk-rule', plan => void (plan.classes[0]!.seats[0]!.deskOfficers = 2)],
    ['desk-rule', (_, p) => void (p.deskRule = { share: 0.3, atLeast: 0 })],
    ['desk-rule', (plan, p) => void (p.frozen = [frozenDesk(plan)])],
    ['quota', (_, p) => void (p.quota = 1)],
    ['quota', (_, p) => void (p.classCount = 1)],
    ['pinned', (_, p) => void (p.pinned = [{ hostUnitId: '03646', startsOn: '2026-03-02', endsOn: '2026-03-04' }])],
    ['together', (plan, p) => split(plan, p)],
    ['seats', plan => void (plan.classes[0]!.seats[0]!.people = 2.5)],
    ['seats', plan => void (plan.classes[0]!.seats[0]!.groupId = 'nobody')],
    ['people', plan => void (plan.classes[0]!.seats[0]!.people -= 1)],
    ['people', plan => void plan.unserved.push({ groupId: problem.groups[0]!.id, people: 1, reason: 'quota' })],
    ['people', plan => void (plan.classes[0]!.seats[0]!.deskOfficers += 1)],
    ['totals', plan => void (plan.totals.people += 1)],
    ['totals', plan => void (plan.totals.classes += 1)],
    ['totals', plan => void (plan.totals.personKm -= 1)],
    ['totals', plan => void (plan.totals.nights += 1)],
    ['totals', plan => void (plan.totals.travel -= 1)],
    ['totals', plan => void (plan.totals.gap += 0.001)],
    ['totals', plan => void (plan.totals.worstUnitKm -= 1)],
    ['bounds', plan => void (plan.bounds.fewestClasses += 1)],
    ['bounds', plan => void (plan.bounds.fewestClasses -= 1)],
    ['bounds', plan => void (plan.bounds.mostPeople += 1)],
    ['bounds', plan => void (plan.bounds.mostPeople -= 1)],
    ['bounds', plan => void (plan.bounds.kilometres = plan.totals.travel + 1)],
    ['bounds', plan => void (plan.bounds.proof!.kilometres += 2)],
    ['bounds', plan => void (plan.bounds.proof!.prices['03646/others']! += 50)],
    ['bounds', plan => void Object.assign(plan.bounds, { kilometres: 0, proof: null })],
  ])('catches a planted violation: %s', (rule, plant) => {
    const [plan, changed] = structuredClone([sound, problem] as const);
    plant(plan, changed);
    expect(checkPlan(changed, plan).map(v => v.rule)).toContain(rule);
  });
});

const hostOf = (plan: ClassPlan, p: PlanningProblem) => p.hosts.find(h => h.unitId === plan.classes[0]!.hostUnitId)!;
const firstGroup = (plan: ClassPlan, p: PlanningProblem) =>
  p.groups.find(g => g.id === plan.classes[0]!.seats[0]!.groupId)!;
const trainerOf = (plan: ClassPlan, p: PlanningProblem) => p.trainers!.find(t => t.id === plan.classes[0]!.trainerId)!;

function road({ classes: [first] }: ClassPlan, km: number) {
  const seat = first!.seats.find(s => s.unitId !== first!.hostUnitId)!;
  return { fromUnitId: seat.unitId, toUnitId: first!.hostUnitId, km };
}

/** One officer of the desk is away already, in a class that nobody may change. */
function frozenDesk({ classes: [first] }: ClassPlan) {
  const { unitId } = first!.seats.find(s => s.deskOfficers > 0)!;
  const { startsOn, endsOn } = first!;
  return { hostUnitId: 'elsewhere', startsOn, endsOn, desks: [{ unitId, deskOfficers: 1 }] };
}

function split(plan: ClassPlan, p: PlanningProblem): void {
  p.unitsTogether = true;
  const [first, second] = plan.classes;
  second!.seats.push({ ...first!.seats[0]!, people: 1, deskOfficers: 0 });
}
