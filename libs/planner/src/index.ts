export { planClasses } from './plan-classes.js';
export { checkPlan, type Violation, type ViolationRule } from './check-plan.js';
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
