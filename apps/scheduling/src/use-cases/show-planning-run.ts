import { Injectable } from '@nestjs/common';
import { IsString, IsUUID, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { ConflictError, NotFoundError } from '#kernel';
import { explainUnserved, whyHere, type Statement } from '#planner';
import { type Cursor, PageQuery } from '#platform';
import { cancelRun, findRun, listRuns, type PlanningRun } from '../database/planning-runs.js';
import { readUnits } from '../database/read-units.js';
import { reading } from '../database/reader.js';

export class ListPlanningRuns extends PageQuery(20, 100) {}

export class AskWhy {
  @IsString() groupId!: string;
  @IsUUID() hostUnitId!: string;
  @Matches(/^\d{4}-\d{2}-\d{2}$/) startsOn!: string;
}

/** Runs side by side with their figures; one of them whole, explained in both languages; its end before the end. */
@Injectable()
export class ShowPlanningRunHandler {
  constructor(private readonly dataSource: DataSource) {}

  async list({ limit }: ListPlanningRuns, cursor: Cursor) {
    const runs = await listRuns(reading(this.dataSource), limit + 1, ...cursor.after('uuid'));
    const page = cursor.page(runs, limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(headOf) };
  }

  async one(id: string) {
    const run = await this.find(id);
    const { result, problem, leftOut } = run;
    const explanation = result ? explainUnserved(problem, result.plan, await this.names()) : [];
    return { ...headOf(run), problem, leftOut, result, explanation };
  }

  async why(id: string, seat: AskWhy): Promise<Statement[]> {
    const { result, problem } = await this.find(id);
    return result ? whyHere(problem, result.plan, seat, await this.names()) : [];
  }

  async cancel(runId: string) {
    if (await cancelRun(reading(this.dataSource), runId)) return { id: runId, status: 'cancelled' as const };
    const { status } = await this.find(runId);
    throw new ConflictError('SCHEDULING.RUN_ENDED', { runId, status });
  }

  private async find(runId: string): Promise<PlanningRun> {
    const run = await findRun(reading(this.dataSource), runId);
    if (!run) throw new NotFoundError('SCHEDULING.RUN_UNKNOWN', { runId });
    return run;
  }

  private async names(): Promise<(id: string) => string> {
    const units = await readUnits(reading(this.dataSource));
    return id => units.get(id)?.name ?? id;
  }
}

/** What stands in one column when scenarios are compared. */
function headOf({ problem, leftOut: _leftOut, result, ...run }: PlanningRun) {
  const people = problem.groups.reduce((sum, group) => sum + group.people, 0);
  if (!result) return { ...run, people, figures: null };
  const { totals, bounds, unserved, certificate } = result.plan;
  const left = unserved.reduce((sum, one) => sum + one.people, 0);
  const { proof: _proof, ...limits } = bounds;
  const { moved = null, kept = null } = result;
  return { ...run, people, figures: { ...totals, unserved: left, bounds: limits, certificate, moved, kept } };
}
