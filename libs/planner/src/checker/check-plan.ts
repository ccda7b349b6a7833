import type { ClassPlan } from '../class-plan.js';
import type { PlanningProblem } from '../problem.js';
import { checkClasses } from './check-classes.js';
import { checkFigures } from './check-figures.js';
import { checkPeople } from './check-people.js';
import type { Report, Violation } from './violation.js';

/**
 * Recomputes every rule, every figure and the arithmetic of the bound from the problem alone. Nothing here is shared with
 * the engine, on purpose: its own dates, its own distances, one plain loop per rule.
 */
export function checkPlan(problem: PlanningProblem, plan: ClassPlan): Violation[] {
  const found: Violation[] = [];
  const report: Report = (rule, detail) => void found.push({ rule, detail });
  checkClasses(problem, plan, report);
  checkPeople(problem, plan, report);
  checkFigures(problem, plan, report);
  return found;
}
