export { planClasses, type Progress } from './plan-classes.js';
export { replanClasses, type Replanned } from './replan-classes.js';
export { checkPlan } from './checker/check-plan.js';
export type { Violation, ViolationRule } from './checker/violation.js';
export { poolReport, type PoolReport } from './pool-report.js';
export { distanceKm, type Point } from './distance.js';
export type {
  ClassCalendar,
  ClassSize,
  ClassType,
  DeskRule,
  FrozenClass,
  Host,
  PeopleGroup,
  PinnedClass,
  Place,
  PlanningProblem,
  PlanningUnit,
  RoadDistance,
  Trainer,
} from './problem.js';
export type { Certificate, ClassPlan, PlannedClass, PlannedSeats, Unserved, UnservedReason } from './class-plan.js';
export { explainPool } from './explain/explain-pool.js';
export { explainUnserved } from './explain/explain-unserved.js';
export type { Statement } from './explain/statement.js';
export { priceOf, variationsOf, type Price, type Variation } from './explain/variations.js';
export { whyHere } from './explain/why-here.js';
export { editPlan, ImpossibleEdit, type Edit } from './edit-plan.js';
