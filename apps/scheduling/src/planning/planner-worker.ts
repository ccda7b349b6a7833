// Entry of the worker thread of WorkerPlanner: one problem in, one plan out.
import { parentPort, workerData } from 'node:worker_threads';
import { planClasses, type PlanningProblem } from '#planner';

parentPort?.postMessage(await planClasses(workerData as PlanningProblem));
