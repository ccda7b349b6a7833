import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  Allow,
  AtCursor,
  Caller,
  Cursor,
  IdempotencyKey,
  IfMatch,
  Reach,
  type Account,
  type RequestKey,
  type Role,
  withVersion,
} from '#platform';
import { AdoptProgrammeHandler } from './use-cases/adopt-programme.js';
import { DraftSupplementaryPlanHandler } from './use-cases/draft-supplementary-plan.js';
import { DraftYearPlan, DraftYearPlanHandler } from './use-cases/draft-year-plan.js';
import { ListClasses, ListClassesHandler } from './use-cases/list-classes.js';
import { ListDemandHandler } from './use-cases/list-demand.js';
import { ListPlans, ListPlansHandler } from './use-cases/list-plans.js';
import { ListProgrammesHandler } from './use-cases/list-programmes.js';
import { ShowProgrammeDraftHandler } from './use-cases/show-programme-draft.js';
import { NameTrainer, NameTrainerHandler } from './use-cases/name-trainer.js';
import { PlanSubmission, SubmitPlanHandler } from './use-cases/submit-plan.js';

const READERS: Role[] = ['scheduler', 'reviewer', 'chairman', 'hr-officer', 'trainer', 'operator', 'auditor'];

@ApiTags('programmes')
@Controller('v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly adoptProgramme: AdoptProgrammeHandler,
    private readonly programmes: ListProgrammesHandler,
    private readonly drafts: ShowProgrammeDraftHandler,
  ) {}

  /** Adopts a programme file without approval, where `DIRECT_ADOPTION` allows it. 201: adopted; 200: this very file was adopted before. */
  @Allow('scheduler')
  @ApiConsumes('application/json', 'text/plain')
  @ApiBody({ schema: { type: 'object' } })
  @ApiCreatedResponse()
  @ApiOkResponse()
  @Post()
  async adopt(@Body() file: unknown, @Caller() { subject }: Account, @Res({ passthrough: true }) response: Response) {
    // Sent as text, a file that is not JSON gets the place of its mistake; sent as JSON it is refused without.
    const text = Buffer.isBuffer(file) ? file.toString('utf8') : (JSON.stringify(file) ?? '');
    const { isNew, ...programme } = await this.adoptProgramme.execute(text, subject);
    response.status(isNew ? 201 : 200);
    return programme;
  }

  @Allow(...READERS)
  @Reach('all')
  @Get()
  list() {
    return this.programmes.execute();
  }

  @Allow(...READERS)
  @Reach('all')
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.programmes.one(id);
  }

  /** Where the programme contradicts itself, with the numbers. */
  @Allow(...READERS)
  @Reach('all')
  @Get(':id/check')
  check(@Param('id', ParseUUIDPipe) id: string) {
    return this.drafts.check(id);
  }

  /** The file as it was adopted: what `POST` takes in again, here or in another province. */
  @Allow(...READERS)
  @Reach('all')
  @Get(':id/file')
  async file(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    const { rules } = await this.programmes.one(id);
    response.setHeader('Content-Disposition', `attachment; filename="${rules.code}-v${rules.version}.json"`);
    return rules;
  }
}

@ApiTags('plans')
@Controller('v1')
export class PlansController {
  constructor(
    private readonly draftYearPlan: DraftYearPlanHandler,
    private readonly submitPlan: SubmitPlanHandler,
    private readonly plans: ListPlansHandler,
    private readonly classes: ListClassesHandler,
    private readonly demand: ListDemandHandler,
    private readonly drafter: DraftSupplementaryPlanHandler,
    private readonly trainers: NameTrainerHandler,
  ) {}

  /** Plans a year on the demand of now; takes as long as the planner may (`timeLimitSeconds` for each class type). */
  @Allow('scheduler')
  @Post('plans')
  async draft(
    @Body() command: DraftYearPlan,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    const plan = await this.draftYearPlan.execute(command, key);
    response.setHeader('Location', `/v1/plans/${plan.id}`);
    return withVersion(response, plan);
  }

  /** Asks for approval. If-Match carries the ETag of the plan that was read. */
  @Allow('scheduler')
  @HttpCode(200)
  @Post('plans/:id/submission')
  async submit(
    @Param('id', ParseUUIDPipe) planId: string,
    @Body() { revisesPlanId }: PlanSubmission,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() { subject }: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    const command = { planId, version, submittedBy: subject, revisesPlanId };
    return withVersion(response, await this.submitPlan.execute(command, key));
  }

  @Allow(...READERS)
  @Reach('all')
  @Get('plans')
  listPlans(@Query() query: ListPlans, @AtCursor() cursor: Cursor) {
    return this.plans.execute(query, cursor);
  }

  /** The whole plan: classes with seats per unit, who stays unserved and why, and the planner's certificate. */
  @Allow(...READERS)
  @Reach('all')
  @Get('plans/:id')
  async plan(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    return withVersion(response, await this.plans.one(id));
  }

  @Allow(...READERS)
  @Reach('all')
  @Get('classes')
  listClasses(@Query() query: ListClasses, @AtCursor() cursor: Cursor) {
    return this.classes.execute(query, cursor);
  }

  /** Which account teaches an open class: with the role `trainer` it reaches this class and no other. */
  @Allow('scheduler')
  @Put('classes/:id/trainer')
  nameTrainer(@Param('id', ParseUUIDPipe) id: string, @Body() command: NameTrainer) {
    return this.trainers.execute(id, command);
  }

  /** Whether the drafter of supplementary classes has answered all demand that it knows. */
  @Allow(...READERS)
  @Reach('all')
  @Get('drafting')
  async drafting(): Promise<{ settled: boolean }> {
    return { settled: await this.drafter.isSettled() };
  }

  @Allow(...READERS)
  @Reach('all')
  @Get('demand')
  listDemand() {
    return this.demand.execute();
  }
}
