import { IsIn, IsString, IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';

/** An approval chain began on exactly this content. */
export class ProposalSubmitted {
  static readonly type = 'approvals.ProposalSubmitted';
  static readonly version = 1;
  static readonly topics = [TOPICS.proposal];

  @IsUUID() proposalId!: string;
  @IsIn(['plan']) subjectType!: 'plan';
  @IsUUID() subjectId!: string;
  @IsString() contentHash!: string;
  /** Roles of the steps, in order. */
  @IsString({ each: true }) chain!: string[];
}
