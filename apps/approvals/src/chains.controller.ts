import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseEnumPipe,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PROPOSAL_KINDS, type ProposalKind } from '#contracts';
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
} from '#platform';
import { ChainSetting, ChangeChainHandler } from './use-cases/change-chain.js';
import { DelegateRole, DelegateRoleHandler } from './use-cases/delegate-role.js';
import { ListAnchors, ListAnchorsHandler } from './use-cases/list-anchors.js';
import { ListDelegationsHandler } from './use-cases/list-delegations.js';
import { RevokeDelegationHandler } from './use-cases/revoke-delegation.js';

const KINDS = Object.fromEntries(PROPOSAL_KINDS.map(kind => [kind, kind]));

@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1')
export class ChainsController {
  constructor(
    private readonly chains: ChangeChainHandler,
    private readonly delegateRole: DelegateRoleHandler,
    private readonly revokeDelegation: RevokeDelegationHandler,
    private readonly listDelegations: ListDelegationsHandler,
    private readonly listAnchors: ListAnchorsHandler,
  ) {}

  @Get('chains')
  @Allow('reviewer', 'chairman', 'operator', 'auditor')
  @ApiOperation({ summary: 'The steps of each kind of proposal, with their versions' })
  list() {
    return this.chains.list();
  }

  @Put('chains/:kind')
  @Allow('operator')
  @ApiOperation({ summary: 'Change the steps for proposals that come later' })
  @ApiParam({ name: 'kind', enum: PROPOSAL_KINDS })
  @ApiHeader({ name: 'If-Match', required: true })
  change(
    @Param('kind', new ParseEnumPipe(KINDS)) kind: ProposalKind,
    @Body() body: ChainSetting,
    @IfMatch() version: number,
    @Caller() by: Account,
  ) {
    return this.chains.execute(kind, version, body, by);
  }

  @Get('delegations')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'operator', 'auditor')
  @Reach('all')
  @ApiOperation({ summary: 'Who stands in for whom, now and later' })
  delegations(@Caller() by: Account) {
    return this.listDelegations.execute(by);
  }

  @Post('delegations')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'operator')
  @Reach('all')
  @ApiOperation({ summary: 'Let somebody stand in for a role for a time' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  delegate(@Body() body: DelegateRole, @IdempotencyKey() key: RequestKey, @Caller() by: Account) {
    return this.delegateRole.execute(body, by, key);
  }

  @Delete('delegations/:id')
  @HttpCode(204)
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'operator')
  @Reach('all')
  @ApiOperation({ summary: 'End a delegation at once' })
  revoke(@Param('id', ParseUUIDPipe) id: string, @Caller() by: Account) {
    return this.revokeDelegation.execute(id, by);
  }

  @Get('audit/anchors')
  @Allow('auditor')
  @ApiOperation({ summary: 'What a service told of the seals of its audit trail' })
  anchors(@Query() query: ListAnchors, @AtCursor() cursor: Cursor) {
    return this.listAnchors.execute(query, cursor);
  }
}
