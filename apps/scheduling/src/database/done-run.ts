import { DomainError, NotFoundError } from '#kernel';
import { findRun, type PlanningRun } from './planning-runs.js';
import type { Reader } from './reader.js';

/** A run whose result is there. */
export async function doneRun(db: Reader, runId: string): Promise<PlanningRun> {
  const run = await findRun(db, runId);
  if (!run) throw new NotFoundError('SCHEDULING.RUN_UNKNOWN', { runId });
  if (run.status !== 'done') throw new DomainError('SCHEDULING.RUN_NOT_DONE', { runId, status: run.status });
  return run;
}
