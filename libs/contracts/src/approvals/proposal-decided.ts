import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsString, IsUUID, ValidateNested } from 'class-validator';
import { TOPICS } from '../topics.js';
import { PROPOSAL_KINDS, type ProposalKind } from './proposal-kinds.js';

export class DecidedStep {
  @IsString() role!: string;
  @IsString() decidedBy!: string;
  @IsISO8601() decidedAt!: string;
}

export const PROPOSAL_OUTCOMES = ['approved', 'returned', 'rejected', 'withdrawn'] as const;
export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];

/**
 * The chain ended: all steps approved, one returned (to be revised) or rejected it, or the author withdrew it. Comes after
 * the undo window of the chain. About every kind of proposal: look at `subjectType` first.
 */
export class ProposalDecided {
  static readonly type = 'approvals.ProposalDecided';
  static readonly version = 1;
  static readonly topics = [TOPICS.proposal];

  @IsUUID() proposalId!: string;
  @IsIn(PROPOSAL_KINDS) subjectType!: ProposalKind;
  @IsUUID() subjectId!: string;
  @IsString() contentHash!: string;
  @IsIn(PROPOSAL_OUTCOMES) outcome!: ProposalOutcome;
  @ValidateNested({ each: true }) @Type(() => DecidedStep) steps!: DecidedStep[];
}
