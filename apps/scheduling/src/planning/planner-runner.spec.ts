import { describe, expect, it } from '@jest/globals';
import type { ClassPlan, PlanningProblem } from '#planner';
import { PlannerRunner } from './planner-runner.js';
import type { TaskResult } from '../rules/task-result.js';
import { carryOut, type Task } from './task.js';

const problem: PlanningProblem = {
  classType: { code: 'commune', minimum: 30, maximum: 50 },
  groups: [{ id: 'g', unitId: 'u', people: 40, deskOfficers: 0, earliest: '2025-03-01', deadline: '2025-05-01' }],
  units: [{ id: 'u', longitude: 104, latitude: 21, deskStaff: 0 }],
  hosts: [{ unitId: 'h', longitude: 104, latitude: 21.1 }],
  calendar: { from: '2025-03-10', to: '2025-05-01', closedDates: [], daysPerClass: 2, gapDaysBetweenWaves: 7 },
  quota: null,
  deskRule: { share: 0.34, atLeast: 1 },
  roadFactor: 1.4,
  nearestHosts: 15,
  reachKm: 60,
  timeLimitSeconds: 5,
};

class Tampering extends PlannerRunner {
  constructor(private readonly tamper: (plan: ClassPlan) => void) {
    super();
  }

  protected async run(task: Task): Promise<TaskResult> {
    const result = await carryOut(task, () => undefined);
    this.tamper(result.plan);
    return result;
  }
}

describe('PlannerRunner', () => {
  it('gives out a plan that keeps every rule', async () => {
    const { totals } = await new Tampering(() => undefined).plan(problem);
    expect(totals).toMatchObject({ people: 40, classes: 1 });
  });

  it('throws away a plan that breaks one', async () => {
    const onSunday = new Tampering(({ classes }) => (classes[0]!.startsOn = '2025-03-16'));
    await expect(onSunday.plan(problem)).rejects.toThrow(/calendar/);
    const tooSmall = new Tampering(({ classes }) => (classes[0]!.seats[0]!.people = 29));
    await expect(tooSmall.plan(problem)).rejects.toThrow(/class-size/);
  });
});
