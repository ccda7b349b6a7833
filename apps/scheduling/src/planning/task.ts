import {
  planClasses,
  priceOf,
  replanClasses,
  variationsOf,
  type ClassPlan,
  type PlannedClass,
  type PlanningProblem,
  type Price,
} from '#planner';
import type { TaskProgress, TaskResult } from '../rules/task-result.js';

/** What a planner's thread is asked. */
export type Task =
  | { kind: 'plan'; problem: PlanningProblem }
  | { kind: 'replan'; problem: PlanningProblem; known: PlannedClass[]; movePenaltyKm: number }
  | { kind: 'prices'; problem: PlanningProblem; plan: ClassPlan; names: Record<string, string> };

export async function carryOut(task: Task, tell: (progress: TaskProgress) => void): Promise<TaskResult> {
  switch (task.kind) {
    case 'plan':
      return { plan: await planClasses(task.problem, ({ done, classes }) => tell({ done, found: classes })) };
    case 'replan':
      return replanClasses(task.problem, task.known, task.movePenaltyKm);
    case 'prices': {
      const variations = variationsOf(task.problem, task.plan, id => task.names[id] ?? id);
      const prices: Price[] = [];
      for (const variation of variations) {
        prices.push(await priceOf(variation, task.plan));
        tell({ done: prices.length / variations.length, found: prices.length });
      }
      return { plan: task.plan, prices };
    }
  }
}
