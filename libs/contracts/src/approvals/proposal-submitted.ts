import { IsIn, IsString, IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';
import { PROPOSAL_KINDS, type ProposalKind } from './proposal-kinds.js';

/** An approval chain began on exactly this content. */
export class ProposalSubmitted {
  static readonly type = 'approvals.ProposalSubmitted';
  static readonly version = 1;
  static readonly topics = [TOPICS.proposal];

  @IsUUID() proposalId!: string;
  @IsIn(PROPOSAL_KINDS) subjectType!: ProposalKind;
  @IsUUID() subjectId!: string;
  @IsString() contentHash!: string;
  /** Roles of the steps, in order. */
  @IsString({ each: true }) chain!: string[];
}
