import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, Caller, etag, IdempotencyKey, IfMatch, type Account, type RequestKey } from '#platform';
import { DecideProposal, DecideProposalHandler } from './use-cases/decide-proposal.js';
import { ListProposals, ListProposalsHandler } from './use-cases/list-proposals.js';
import { ReadProposalHandler } from './use-cases/read-proposal.js';
import { VerifyAuditHandler } from './use-cases/verify-audit.js';

@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1')
export class ApprovalsController {
  constructor(
    private readonly listProposals: ListProposalsHandler,
    private readonly readProposal: ReadProposalHandler,
    private readonly decideProposal: DecideProposalHandler,
    private readonly verifyAudit: VerifyAuditHandler,
  ) {}

  @Get('proposals')
  @Allow('reviewer', 'chairman', 'scheduler', 'auditor')
  @ApiOperation({ summary: 'Proposals in the order of submission' })
  list(@Query() query: ListProposals) {
    return this.listProposals.execute(query);
  }

  @Get('proposals/:id')
  @Allow('reviewer', 'chairman', 'scheduler', 'auditor')
  @ApiOperation({ summary: 'Effect and price of one proposal, and its steps so far; the ETag is its version' })
  async read(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    const proposal = await this.readProposal.execute(id);
    response.setHeader('ETag', etag(proposal.version));
    return proposal;
  }

  @Post('proposals/:id/decisions')
  @HttpCode(200)
  @Allow('reviewer', 'chairman')
  @ApiOperation({ summary: 'Decide the current step of exactly this content' })
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
    const decided = await this.decideProposal.execute({ id, version, body, by, key });
    response.setHeader('ETag', etag(decided.version));
    return decided;
  }

  @Get('audit/verification')
  @Allow('auditor')
  @ApiOperation({ summary: 'Recomputes the hash chain of the audit ledger' })
  verify() {
    return this.verifyAudit.execute();
  }
}
