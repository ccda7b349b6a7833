import { Worker } from 'node:worker_threads';
import { checkPlan, type ClassPlan, type PlanningProblem } from '#planner';
import { demand } from '../harness/timed.js';

export interface Solved {
  plan: ClassPlan;
  wall: number;
  /** Seconds of a processor, which are what a limit means on a machine that others use, too. */
  cpu: number;
}

/** Plans in a thread of its own, as the service does, and has the independent checker look: a wrong plan voids the measure. */
export async function solve(problem: PlanningProblem): Promise<Solved> {
  const worker = new Worker(new URL('./solve-worker.js', import.meta.url), { workerData: problem });
  const solved = await new Promise<Solved>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  const violations = checkPlan(problem, solved.plan);
  demand(violations.length === 0, `the checker found ${JSON.stringify(violations.slice(0, 3))}`);
  return solved;
}

/** How many seconds pass for one second of work: above 1 when others use the processors. */
export function stretch(): number {
  const [began, used] = [performance.now(), process.cpuUsage()];
  let x = 0;
  while (performance.now() - began < 1500) x += Math.sqrt(x + 1);
  const { user, system } = process.cpuUsage(used);
  return Math.max(1, (performance.now() - began) / ((user + system) / 1000));
}
