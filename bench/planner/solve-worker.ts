// One problem in, one plan out, with the processor time that it took.
import { parentPort, workerData } from 'node:worker_threads';
import { planClasses, type PlanningProblem } from '#planner';

const began = performance.now();
const used = process.threadCpuUsage();
const plan = await planClasses(workerData as PlanningProblem);
const { user, system } = process.threadCpuUsage(used);
parentPort?.postMessage({ plan, wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 });
