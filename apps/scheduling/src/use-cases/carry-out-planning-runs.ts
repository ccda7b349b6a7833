import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { beat, claimRuns, endRun, findRun, type PlanningRun } from '../database/planning-runs.js';
import { reading, type Reader } from '../database/reader.js';
import { readUnits } from '../database/read-units.js';
import { PlannerRunner } from '../planning/planner-runner.js';
import type { Task } from '../planning/task.js';
import type { TaskProgress } from '../rules/task-result.js';
import { SchedulingConfig } from '../scheduling.config.js';

const BEAT_MS = 500;
const DEFAULT_PENALTY_KM = 60;

/** Answers the questions that wait, a few at a time, and notices within a beat when one is cancelled. */
@Injectable()
export class CarryOutPlanningRunsHandler {
  private readonly logger = new Logger(CarryOutPlanningRunsHandler.name);
  private readonly db: Reader;

  constructor(
    dataSource: DataSource,
    private readonly planner: PlannerRunner,
    private readonly config: SchedulingConfig,
  ) {
    this.db = reading(dataSource);
  }

  /** True when there was something to do. */
  async execute(): Promise<boolean> {
    const runs = await claimRuns(this.db, this.config.PLANNER_PARALLEL);
    await Promise.all(runs.map(run => this.carryOut(run)));
    return runs.length > 0;
  }

  private async carryOut(run: PlanningRun): Promise<void> {
    const cancelled = new AbortController();
    let progress: TaskProgress = run.progress;
    const heart = setInterval(() => {
      beat(this.db, run.id, progress)
        .then(isWanted => void (isWanted || cancelled.abort()))
        .catch((error: unknown) => this.logger.warn(`Run ${run.id} could not tell its progress: ${String(error)}`));
    }, BEAT_MS);
    try {
      const task = await this.taskOf(run);
      const result = await this.planner.work(task, { tell: now => (progress = now), signal: cancelled.signal });
      await endRun(this.db, run.id, { result });
    } catch (error) {
      if (!cancelled.signal.aborted) this.logger.error(error);
      await endRun(this.db, run.id, { error: error instanceof Error ? error.message : String(error) });
    } finally {
      clearInterval(heart);
    }
  }

  private async taskOf({ kind, problem, basedOn, changes }: PlanningRun): Promise<Task> {
    if (kind === 'plan' || kind === 'by-hand') return { kind: 'plan', problem };
    const base = basedOn === null ? undefined : await findRun(this.db, basedOn);
    if (!base?.result) throw new Error(`The run that this one is based on has no result`);
    const { plan } = base.result;
    if (kind === 'replan') {
      const { movePenaltyKm = DEFAULT_PENALTY_KM } = changes;
      return { kind, problem, known: plan.classes, movePenaltyKm };
    }
    const units = await readUnits(this.db);
    return { kind, problem, plan, names: Object.fromEntries([...units].map(([id, { name }]) => [id, name])) };
  }
}
