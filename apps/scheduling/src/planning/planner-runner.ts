import { checkPlan, type ClassPlan, type PlanningProblem } from '#planner';
import type { TaskProgress, TaskResult } from '../rules/task-result.js';
import type { Task } from './task.js';

export interface RunOptions {
  tell?: (progress: TaskProgress) => void;
  /** Ends the work at once; the promise is rejected. */
  signal?: AbortSignal;
}

/**
 * Where the planner runs. The service uses the worker thread (`WorkerPlanner`), as solving for seconds would block the
 * event loop; specs run it in their own process, because a worker cannot load TypeScript sources.
 */
export abstract class PlannerRunner {
  /** Works and checks: a plan that breaks a rule never leaves here, so nobody can submit one. */
  async work(task: Task, options: RunOptions = {}): Promise<TaskResult> {
    const result = await this.run(task, options);
    const { plan } = result;
    const violations = checkPlan(task.problem, plan);
    if (violations.length > 0)
      throw new Error(`The planner broke its own rules (${plan.certificate.inputHash}): ${JSON.stringify(violations)}`);
    return result;
  }

  async plan(problem: PlanningProblem): Promise<ClassPlan> {
    return (await this.work({ kind: 'plan', problem })).plan;
  }

  protected abstract run(task: Task, options: RunOptions): Promise<TaskResult>;
}
