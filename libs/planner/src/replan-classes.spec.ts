import { beforeAll, describe, expect, it } from '@jest/globals';
import { sonLaProblem } from './fixtures/son-la-problem.js';
import { checkPlan, planClasses, replanClasses, type ClassPlan, type PlanningProblem } from './index.js';

const problem = sonLaProblem(6, 2, 6, 20);
let told: ClassPlan;

beforeAll(async () => {
  told = await planClasses(problem);
}, 60_000);

const withPeople = (change: (unitIndex: number) => number): PlanningProblem => ({
  ...problem,
  groups: problem.groups.map((g, i) => ({ ...g, people: Math.max(g.deskOfficers, g.people + change(i)) })),
});

describe('replanClasses', () => {
  it('changes nothing when nothing has changed', async () => {
    const { plan, moved, kept } = await replanClasses(problem, told.classes, 60);
    expect({ moved, kept, classes: plan.classes }).toEqual({ moved: 0, kept: 120, classes: told.classes });
    expect(checkPlan(problem, plan)).toEqual([]);
  });

  it('seats newcomers around the people who have been told, and counts those who had to move', async () => {
    const now = withPeople(i => (i < 6 ? -1 : i < 12 ? 1 : 0));
    const { plan, moved, kept } = await replanClasses(now, told.classes, 60);
    expect(checkPlan(now, plan)).toEqual([]);
    expect({ unserved: plan.unserved, people: plan.totals.people, told: moved + kept }).toEqual({
      unserved: [],
      people: 120,
      told: 114,
    });
    expect(moved).toBeLessThanOrEqual(4);
  });

  it('moves people for a shorter way when moving costs nothing', async () => {
    const turned = told.classes.map((c, i) => ({ ...c, seats: told.classes[(i + 1) % told.classes.length]!.seats }));
    const { moved } = await replanClasses(problem, turned, 0);
    expect(moved).toBeGreaterThan(30);
    expect((await replanClasses(problem, turned, 10_000)).moved).toBeLessThan(moved);
  });

  it('gives up a class that no longer comes together, and opens one when more people come', async () => {
    const fewer = withPeople(() => -3);
    const shrunk = await replanClasses(fewer, told.classes, 60);
    expect(checkPlan(fewer, shrunk.plan)).toEqual([]);
    expect(shrunk.plan.totals).toMatchObject({ people: 60, classes: 2 });
    const more = withPeople(() => 4);
    const grown = await replanClasses(more, told.classes, 60);
    expect(checkPlan(more, grown.plan)).toEqual([]);
    expect(grown.plan.totals.people).toBe(200);
    expect(grown.plan.classes.length).toBeGreaterThan(told.classes.length);
  });
});
