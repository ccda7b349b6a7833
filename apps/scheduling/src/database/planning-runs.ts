import type { ClassTypeCode } from '#contracts';
import type { PlanningProblem } from '#planner';
import type { TaskProgress, TaskResult } from '../rules/task-result.js';
import type { PlanningChanges } from '../rules/apply-changes.js';
import type { LeftOut } from '../rules/build-problem.js';
import type { Reader } from './reader.js';

export interface NewRun {
  id: string;
  kind: 'plan' | 'replan' | 'prices' | 'by-hand';
  name: string;
  programmeId: string;
  classType: ClassTypeCode;
  basedOn: string | null;
  changes: PlanningChanges;
  problem: PlanningProblem;
  leftOut: LeftOut[];
  requestedBy: string;
}

export interface PlanningRun extends NewRun {
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: TaskProgress;
  result: TaskResult | null;
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const COLUMNS = `id, kind, name, programme_id AS "programmeId", class_type AS "classType", based_on AS "basedOn", changes,
  problem, left_out AS "leftOut", status, progress, result, error, requested_by AS "requestedBy",
  created_at AS "createdAt", finished_at AS "finishedAt"`;

/** Queued, or done at once when its result is known already. */
export async function insertRun(db: Reader, run: NewRun, result: TaskResult | null = null): Promise<void> {
  const { id, kind, name, programmeId, classType, basedOn, changes, problem, leftOut, requestedBy } = run;
  await db.query(
    `INSERT INTO planning_run (id, kind, name, programme_id, class_type, based_on, changes, problem, left_out, requested_by,
       status, result, progress, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, CASE WHEN $12::jsonb IS NULL THEN NULL ELSE now() END)`,
    [
      id,
      kind,
      name,
      programmeId,
      classType,
      basedOn,
      JSON.stringify(changes),
      JSON.stringify(problem),
      JSON.stringify(leftOut),
      requestedBy,
      result ? 'done' : 'queued',
      result && JSON.stringify(result),
      JSON.stringify({ done: result ? 1 : 0, found: result?.plan.classes.length ?? 0 }),
    ],
  );
}

export async function findRun(db: Reader, id: string): Promise<PlanningRun | undefined> {
  return (await db.query<PlanningRun>(`SELECT ${COLUMNS} FROM planning_run WHERE id = $1`, [id]))[0];
}

/** The newest first. */
export function listRuns(db: Reader, limit: number, after: string | null): Promise<PlanningRun[]> {
  return db.query<PlanningRun>(
    `SELECT ${COLUMNS} FROM planning_run
     WHERE $2::uuid IS NULL OR (created_at, id) < (SELECT created_at, id FROM planning_run WHERE id = $2)
     ORDER BY created_at DESC, id DESC LIMIT $1`,
    [limit, after],
  );
}

/** Takes up to so many waiting runs; one whose process died is taken up again when its heart has not beaten for a minute. */
export function claimRuns(db: Reader, most: number): Promise<PlanningRun[]> {
  return db.query<PlanningRun>(
    `UPDATE planning_run SET status = 'running', heartbeat_at = clock_timestamp()
     WHERE id IN (SELECT id FROM planning_run
       WHERE status = 'queued' OR (status = 'running' AND heartbeat_at < clock_timestamp() - interval '1 minute')
       ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [most],
  );
}

/** Tells progress; false when the run was cancelled meanwhile. */
export async function beat(db: Reader, id: string, progress: TaskProgress): Promise<boolean> {
  const rows = await db.query<unknown>(
    `UPDATE planning_run SET heartbeat_at = clock_timestamp(), progress = $2
     WHERE id = $1 AND status = 'running' RETURNING id`,
    [id, JSON.stringify(progress)],
  );
  return rows.length > 0;
}

/** Only a run that is still running can end: a cancelled one stays cancelled. */
export async function endRun(
  db: Reader,
  id: string,
  outcome: { result: TaskResult } | { error: string },
): Promise<void> {
  const isDone = 'result' in outcome;
  await db.query(
    `UPDATE planning_run SET status = $2, result = $3, error = $4, finished_at = now(),
       progress = CASE WHEN $2 = 'done' THEN progress || '{"done": 1}' ELSE progress END
     WHERE id = $1 AND status = 'running'`,
    [id, isDone ? 'done' : 'failed', isDone ? JSON.stringify(outcome.result) : null, isDone ? null : outcome.error],
  );
}

export async function cancelRun(db: Reader, id: string): Promise<boolean> {
  const rows = await db.query<unknown>(
    `UPDATE planning_run SET status = 'cancelled', finished_at = now()
     WHERE id = $1 AND status IN ('queued', 'running') RETURNING id`,
    [id],
  );
  return rows.length > 0;
}
