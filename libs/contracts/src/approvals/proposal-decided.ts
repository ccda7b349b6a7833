import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsString, IsUUID, ValidateNested } from 'class-validator';
import { TOPICS } from '../topics.js';

export class DecidedStep {
  @IsString() role!: string;
  @IsString() decidedBy!: string;
  @IsISO8601() decidedAt!: string;
}

/** The chain ended: all steps approved, or one returned or rejected it. */
export class ProposalDecided {
  static readonly type = 'approvals.ProposalDecided';
  static readonly version = 1;
  static readonly topics = [TOPICS.proposal];

  @IsUUID() proposalId!: string;
  @IsIn(['plan']) subjectType!: 'plan';
  @IsUUID() subjectId!: string;
  @IsString() contentHash!: string;
  @IsIn(['approved', 'returned', 'rejected']) outcome!: 'approved' | 'returned' | 'rejected';
  @ValidateNested({ each: true }) @Type(() => DecidedStep) steps!: DecidedStep[];
}
