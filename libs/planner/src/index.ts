export { planClasses } from './plan-classes.js';
export { checkPlan } from './checker/check-plan.js';
export type { Violation, ViolationRule } from './checker/violation.js';
export { poolReport, type PoolReport } from './pool-report.js';
export { distanceKm, type Point } from './distance.js';
export type {
  ClassCalendar,
  ClassSize,
  ClassType,
  DeskRule,
  Host,
  PeopleGroup,
  Place,
  PlanningProblem,
  PlanningUnit,
} from './problem.js';
export type { Certificate, ClassPlan, PlannedClass, PlannedSeats, Unserved, UnservedReason } from './class-plan.js';
