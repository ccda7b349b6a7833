import { Worker } from 'node:worker_threads';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ClassPlan, PlanningProblem } from '#planner';
import { PlannerRunner } from './planner-runner.js';

// The planner keeps its time limit by itself; this is for one that hangs. Loading the solver counts, too.
const GRACE_SECONDS = 20;

/** One thread per problem, ended with it: the solver's memory never shrinks while its thread lives. */
@Injectable()
export class WorkerPlanner extends PlannerRunner implements BeforeApplicationShutdown {
  private readonly workers = new Set<Worker>();

  protected async run(problem: PlanningProblem): Promise<ClassPlan> {
    const worker = new Worker(new URL('./planner-worker.js', import.meta.url), { workerData: problem });
    this.workers.add(worker);
    const seconds = problem.timeLimitSeconds * 2 + GRACE_SECONDS;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<ClassPlan>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`The planner did not answer in ${seconds} s`)), seconds * 1000);
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', code => reject(new Error(`The planner's thread ended with code ${code} and no plan`)));
      });
    } finally {
      clearTimeout(timer);
      this.workers.delete(worker);
      await worker.terminate();
    }
  }

  /** First of all: a round of the drafting loop that waits for a thread would hold up the stop for seconds. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.workers].map(worker => worker.terminate()));
  }
}
