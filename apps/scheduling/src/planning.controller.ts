import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  Allow,
  AtCursor,
  Caller,
  Cursor,
  etag,
  IdempotencyKey,
  IfMatch,
  type Account,
  type RequestKey,
  type Role,
  withVersion,
} from '#platform';
import { ChangePlanningSettings, ChangePlanningSettingsHandler } from './use-cases/change-planning-settings.js';
import { EditPlanningRun, EditPlanningRunHandler } from './use-cases/edit-planning-run.js';
import { KeepPlanningRun, KeepPlanningRunHandler } from './use-cases/keep-planning-run.js';
import { AskWhy, ListPlanningRuns, ShowPlanningRunHandler } from './use-cases/show-planning-run.js';
import { StartPlanningRun, StartPlanningRunHandler } from './use-cases/start-planning-run.js';
import { UploadRoadDistancesHandler } from './use-cases/upload-road-distances.js';

const READERS: Role[] = ['scheduler', 'reviewer', 'chairman', 'auditor', 'operator'];

@ApiTags('planning')
@Controller('v1')
export class PlanningController {
  constructor(
    private readonly startRun: StartPlanningRunHandler,
    private readonly runs: ShowPlanningRunHandler,
    private readonly editRun: EditPlanningRunHandler,
    private readonly keepRun: KeepPlanningRunHandler,
    private readonly settings: ChangePlanningSettingsHandler,
    private readonly uploadDistances: UploadRoadDistancesHandler,
  ) {}

  /** Puts a question to the planner: a plan, a scenario of an earlier run, a replan, or the prices of its rules. */
  @Allow('scheduler')
  @HttpCode(202)
  @Post('planning-runs')
  async start(
    @Body() command: StartPlanningRun,
    @Caller() { subject }: Account,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    const run = await this.startRun.execute(command, subject, key);
    response.setHeader('Location', `/v1/planning-runs/${run.id}`);
    return run;
  }

  /** Runs side by side, the newest first: what each scenario changed and what came of it. */
  @Allow(...READERS)
  @Get('planning-runs')
  list(@Query() query: ListPlanningRuns, @AtCursor() cursor: Cursor) {
    return this.runs.list(query, cursor);
  }

  /** Status and progress; when it is done the plan with bounds and certificate, and why people have no seat. */
  @Allow(...READERS)
  @Get('planning-runs/:id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.runs.one(id);
  }

  /** Why the people of a group sit in this class and not in a nearer one. */
  @Allow(...READERS)
  @Get('planning-runs/:id/reasons')
  why(@Param('id', ParseUUIDPipe) id: string, @Query() seat: AskWhy) {
    return this.runs.why(id, seat);
  }

  /** Cancels a run that waits or runs; the planner's thread ends within a second. */
  @Allow('scheduler')
  @Delete('planning-runs/:id')
  cancel(@Param('id', ParseUUIDPipe) id: string) {
    return this.runs.cancel(id);
  }

  /** Changes the plan by hand: broken rules and the price at once; `save` keeps it as a run of its own. */
  @Allow('scheduler')
  @HttpCode(200)
  @Post('planning-runs/:id/edits')
  edit(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() command: EditPlanningRun,
    @Caller() { subject }: Account,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.editRun.execute(id, command, subject, key);
  }

  /** Makes the plan of a run a draft, which is then submitted as any other. */
  @Allow('scheduler')
  @Post('planning-runs/:id/plan')
  async keep(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() command: KeepPlanningRun,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    const plan = await this.keepRun.execute(id, command, key);
    response.setHeader('Location', `/v1/plans/${plan.id}`);
    return withVersion(response, plan);
  }

  @Allow(...READERS)
  @Get('planning-settings')
  async readSettings(@Res({ passthrough: true }) response: Response) {
    const { settings, version } = await this.settings.read();
    response.setHeader('ETag', etag(version));
    return settings;
  }

  /** Replaces the settings; If-Match carries the ETag of those that were read. */
  @Allow('scheduler')
  @Put('planning-settings')
  @ApiHeader({ name: 'If-Match', required: true })
  async changeSettings(
    @Body() command: ChangePlanningSettings,
    @IfMatch() version: number,
    @Res({ passthrough: true }) response: Response,
  ) {
    const changed = await this.settings.execute(command, version);
    response.setHeader('ETag', etag(changed.version));
    return changed.settings;
  }

  /** Lines `from,to,km` or `from,to,minutes` with codes of units; taken whole or not at all. */
  @Allow('scheduler')
  @HttpCode(200)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @Post('road-distances')
  distances(@Body() file: unknown) {
    return this.uploadDistances.execute(Buffer.isBuffer(file) ? file.toString('utf8') : '');
  }
}
