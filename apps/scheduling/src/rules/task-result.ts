import type { ClassPlan, Price } from '#planner';

export interface TaskResult {
  plan: ClassPlan;
  /** Of a replan: people who were told of a class, and had to move to another one or keep theirs. */
  moved?: number;
  kept?: number;
  prices?: Price[];
}

export interface TaskProgress {
  /** From 0 to 1. */
  done: number;
  /** Classes or prices found so far. */
  found: number;
}
