import { checkPlan, type ClassPlan, type PlanningProblem } from '#planner';

/**
 * Where the planner runs. The service uses the worker thread (`WorkerPlanner`), as solving for seconds would block the
 * event loop; specs run it in their own process, because a worker cannot load TypeScript sources.
 */
export abstract class PlannerRunner {
  /** Plans and checks: a plan that breaks a rule never leaves here, so nobody can submit one. */
  async plan(problem: PlanningProblem): Promise<ClassPlan> {
    const plan = await this.run(problem);
    const violations = checkPlan(problem, plan);
    if (violations.length > 0)
      throw new Error(`The planner broke its own rules (${plan.certificate.inputHash}): ${JSON.stringify(violations)}`);
    return plan;
  }

  protected abstract run(problem: PlanningProblem): Promise<ClassPlan>;
}
