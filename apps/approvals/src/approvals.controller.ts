import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
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
  withVersion,
} from '#platform';
import { ClaimProposalHandler } from './use-cases/claim-proposal.js';
import { DecideMany, DecideManyHandler } from './use-cases/decide-many.js';
import { DecideProposal, DecideProposalHandler } from './use-cases/decide-proposal.js';
import { ListProposals, ListProposalsHandler } from './use-cases/list-proposals.js';
import { ReadProposalHandler } from './use-cases/read-proposal.js';
import { UndoDecision, UndoDecisionHandler } from './use-cases/undo-decision.js';
import { WithdrawProposalHandler } from './use-cases/withdraw-proposal.js';

@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1')
export class ApprovalsController {
  constructor(
    private readonly listProposals: ListProposalsHandler,
    private readonly readProposal: ReadProposalHandler,
    private readonly decideProposal: DecideProposalHandler,
    private readonly decideMany: DecideManyHandler,
    private readonly claimProposal: ClaimProposalHandler,
    private readonly undoDecision: UndoDecisionHandler,
    private readonly withdrawProposal: WithdrawProposalHandler,
  ) {}

  @Get('proposals')
  @Allow('hr-officer', 'reviewer', 'chairman', 'scheduler', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'Proposals in the order of submission' })
  list(@Query() query: ListProposals, @AtCursor() cursor: Cursor) {
    return this.listProposals.execute(query, cursor);
  }

  @Get('proposals/:id')
  @Allow('hr-officer', 'reviewer', 'chairman', 'scheduler', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'Content, difference to the version before, steps and history; the ETag is its version' })
  async read(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    return withVersion(response, await this.readProposal.execute(id));
  }

  @Post('proposals/:id/decisions')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman')
  @Reach('units')
  @ApiOperation({ summary: 'Decide the current step of exactly this content, in an own role or as a deputy' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecideProposal,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() by: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.decideProposal.execute({ id, version, body, by, key }));
  }

  @Post('decisions')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman')
  @Reach('units')
  @ApiOperation({ summary: 'Decide proposals of one kind at one step together: all or none' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  decideTogether(@Body() body: DecideMany, @IdempotencyKey() key: RequestKey, @Caller() by: Account) {
    return this.decideMany.execute(body, by, key);
  }

  @Post('proposals/:id/claim')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman')
  @Reach('units')
  @ApiOperation({ summary: 'Take the task, so that nobody else decides it until its deadline' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async claim(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() by: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.claimProposal.execute({ id, version, by, key, claim: true }));
  }

  @Delete('proposals/:id/claim')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman')
  @Reach('units')
  @ApiOperation({ summary: 'Give the task back' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async release(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() by: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.claimProposal.execute({ id, version, by, key, claim: false }));
  }

  @Post('proposals/:id/withdrawal')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Take an own proposal back before it is decided' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async withdraw(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() by: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.withdrawProposal.execute({ id, version, by, key }));
  }

  @Post('proposals/:id/undo')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman')
  @Reach('units')
  @ApiOperation({ summary: 'Take back the own decision that ended it, within the undo window' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async undo(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UndoDecision,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() by: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.undoDecision.execute({ id, version, body, by, key }));
  }
}
