import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { ConflictError, NotFoundError } from '#kernel';
import { explainUnserved, whyHere, type Statement } from '#planner';
import { cancelRun, findRun, listRuns, type PlanningRun } from '../database/planning-runs.js';
import { readUnits } from '../database/read-units.js';
import { reading } from '../database/reader.js';

export class ListPlanningRuns {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  @ApiPropertyOptional({ description: 'Id of the last run of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

export class AskWhy {
  @IsString() groupId!: string;
  @IsUUID() hostUnitId!: string;
  @Matches(/^\d{4}-\d{2}-\d{2}$/) startsOn!: string;
}

/** Runs side by side with their figures; one of them whole, explained in both languages; its end before the end. */
@Injectable()
export class ShowPlanningRunHandler {
  constructor(private readonly dataSource: DataSource) {}

  async list({ limit = 20, after }: ListPlanningRuns) {
    const runs = await listRuns(reading(this.dataSource), limit + 1, after ?? null);
    const items = runs.slice(0, limit).map(headOf);
    return { items, next: runs.length > limit ? (items.at(-1)?.id ?? null) : null };
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
