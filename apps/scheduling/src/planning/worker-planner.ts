import { Worker } from 'node:worker_threads';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { PlannerRunner, type RunOptions } from './planner-runner.js';
import type { TaskProgress, TaskResult } from '../rules/task-result.js';
import type { Task } from './task.js';

// The planner keeps its time limit by itself; this is for one that hangs. Loading the solver counts, too.
const GRACE_SECONDS = 20;
/** Prices solve the problem once for every rule and host. */
const MOST_VARIATIONS = 60;
/** Of the thread's objects; the solver's own memory ends at 2 GiB by its build. */
const MOST_MEMORY_MB = 512;

/** One thread per task, ended with it: the solver's memory never shrinks while its thread lives. */
@Injectable()
export class WorkerPlanner extends PlannerRunner implements BeforeApplicationShutdown {
  private readonly workers = new Set<Worker>();

  protected async run(task: Task, { tell, signal }: RunOptions): Promise<TaskResult> {
    signal?.throwIfAborted();
    const worker = new Worker(new URL('./planner-worker.js', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    this.workers.add(worker);
    const solves = task.kind === 'prices' ? MOST_VARIATIONS : 2;
    const seconds = task.problem.timeLimitSeconds * solves + GRACE_SECONDS;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<TaskResult>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`The planner did not answer in ${seconds} s`)), seconds * 1000);
        signal?.addEventListener('abort', () => reject(new Error('The run was cancelled')), { once: true });
        worker.on('message', (message: { progress?: TaskProgress; result?: TaskResult }) => {
          if (message.progress) tell?.(message.progress);
          if (message.result) resolve(message.result);
        });
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
