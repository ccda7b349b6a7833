import { describe, expect, it } from '@jest/globals';
import { sonLaProblem } from './fixtures/son-la-problem.js';
import { randomProblem } from './fixtures/random-problem.js';
import { checkPlan, planClasses, type ClassPlan, type PlanningProblem } from './index.js';

const decisionOf = ({ certificate: { seconds: _, ...certificate }, ...plan }: ClassPlan): unknown => ({
  ...plan,
  certificate,
});

describe('planClasses', () => {
  it('proves the fewest classes and the shortest ways for one wave of 40 communes', async () => {
    const problem = sonLaProblem(3, 1, 60, 40);
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.totals).toMatchObject({ people: 120, classes: 3 });
    expect(plan.certificate.optimal).toBe(true);
  }, 60_000);

  it('seats 750 people within a class of the bound, never emptying a desk', async () => {
    const problem = sonLaProblem(25, 8, 1, 30);
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.unserved).toEqual([]);
    expect(plan.totals.classes).toBeLessThanOrEqual(Math.ceil(750 / 50) + 1);
    expect(new Set(plan.classes.map(c => c.startsOn)).size).toBeGreaterThanOrEqual(4);
  }, 60_000);

  it('gives each unit the same share of a quota', async () => {
    const problem = { ...sonLaProblem(9, 3, 1, 30), quota: 2 };
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.totals).toMatchObject({ people: 100, classes: 2 });
    const seats = problem.units.map(u => sum(plan.classes.flatMap(c => c.seats.filter(s => s.unitId === u.id))));
    expect([Math.min(...seats), Math.max(...seats)]).toEqual([3, 4]);
    expect(new Set(plan.unserved.map(u => u.reason))).toEqual(new Set(['quota']));
  }, 60_000);

  it('gives the same plan for the same problem, whatever its order', async () => {
    const problem = sonLaProblem(4, 1, 60, 24);
    const turned = { ...problem, groups: problem.groups.toReversed(), units: problem.units.toReversed() };
    expect(decisionOf(await planClasses(turned))).toEqual(decisionOf(await planClasses(problem)));
  }, 60_000);

  it('gives the same plan when the solver has no time at all', async () => {
    const problem = sonLaProblem(9, 3, 0, 40);
    const [first, second] = [await planClasses(problem), await planClasses(problem)];
    // The plan is the same; how much of its bound the solver proved in no time depends on the machine.
    expect([second.classes, second.unserved]).toEqual([first.classes, first.unserved]);
    expect(checkPlan(problem, first)).toEqual([]);
    expect(first.totals).toMatchObject({ people: 360, classes: 8 });
  }, 60_000);

  it('keeps every rule on random problems', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const problem = randomProblem(seed);
      const plan = await planClasses(problem);
      expect({ seed, violations: checkPlan(problem, plan) }).toEqual({ seed, violations: [] });
    }
  }, 120_000);

  it('plans nothing for nobody', async () => {
    const problem = { ...sonLaProblem(0, 0, 1), groups: [] };
    const plan = await planClasses(problem);
    expect(plan).toMatchObject({ classes: [], unserved: [], totals: { people: 0, classes: 0, personKm: 0, gap: 0 } });
    expect(plan.certificate.optimal).toBe(true);
  });

  it.each<[string, (p: PlanningProblem) => Partial<PlanningProblem>]>([
    ['below-minimum', p => ({ groups: p.groups.slice(0, 9) })],
    ['no-date', p => ({ groups: p.groups.map(g => ({ ...g, earliest: '2026-03-07', deadline: '2026-03-08' })) })],
    ['no-host', p => ({ hosts: p.hosts.map(h => ({ ...h, room: 29 })) })],
    ['out-of-reach', p => ({ hosts: p.hosts.slice(0, 1), groups: p.groups.slice(-3), reachKm: 5 })],
    ['quota', () => ({ quota: 0 })],
    [
      'desk-rule',
      p => ({ deskRule: { share: 0, atLeast: 0 }, groups: p.groups.map(g => ({ ...g, deskOfficers: 3 })) }),
    ],
  ])('says that nobody can be served: %s', async (reason, change) => {
    const whole = sonLaProblem(3, 1, 1, 40);
    const problem = { ...whole, ...change(whole) };
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.classes).toEqual([]);
    expect(new Set(plan.unserved.map(u => u.reason))).toEqual(new Set([reason]));
  });

  it('waits for people who arrive later when only then a class comes together', async () => {
    const whole = sonLaProblem(3, 0, 1, 40);
    const early = whole.groups.slice(0, 20);
    const late = whole.groups.slice(20, 28).map(g => ({ ...g, earliest: '2026-03-02' }));
    const problem = { ...whole, groups: [...early, ...late] };
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.unserved).toEqual([]);
    expect(plan.totals).toMatchObject({ people: 84, classes: 2 });
  });

  it('goes on without the people whose deadline has passed', async () => {
    const whole = sonLaProblem(3, 0, 1, 40);
    const early = whole.groups.slice(0, 18).map(g => ({ ...g, deadline: '2026-01-16' }));
    const late = whole.groups.slice(18, 38).map(g => ({ ...g, earliest: '2026-03-02' }));
    const problem = { ...whole, groups: [...early, ...late] };
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.totals).toMatchObject({ people: 110, classes: 3 });
    expect(sum(plan.unserved)).toBe(4);
  });

  it('leaves gapDaysBetweenWaves between two dates on which a desk is away', async () => {
    const problem = sonLaProblem(9, 3, 1, 30);
    const { classes } = await planClasses(problem);
    for (const { id } of problem.units) {
      const away = classes.filter(c => c.seats.some(s => s.unitId === id && s.deskOfficers > 0));
      const days = away.map(c => Date.parse(c.startsOn) / 86_400_000).sort((a, b) => a - b);
      expect(days).toHaveLength(3);
      expect(Math.min(days[1]! - days[0]!, days[2]! - days[1]!)).toBeGreaterThan(14);
    }
  });

  it('holds the classes of a single host one after the other', async () => {
    const whole = sonLaProblem(2, 1, 1, 40);
    const problem = { ...whole, hosts: whole.hosts.slice(0, 1) };
    const plan = await planClasses(problem);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.totals).toMatchObject({ people: 80, classes: 2 });
    expect(new Set(plan.classes.map(c => c.startsOn)).size).toBe(2);
  });

  it('refuses a problem that contradicts itself', async () => {
    const problem = sonLaProblem(3, 1, 1);
    await expect(planClasses({ ...problem, units: problem.units.slice(1) })).rejects.toThrow('unknown unit');
    await expect(planClasses(sonLaProblem(1, 2, 1))).rejects.toThrow('2 desk officers of 1 people');
  });
});

const sum = (seats: { people: number }[]): number => seats.reduce((n, s) => n + s.people, 0);
