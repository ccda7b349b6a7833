import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { TOPICS } from '../topics.js';
import { ProposalContent } from './proposal-content.js';
import { PROPOSAL_KINDS, type ProposalKind } from './proposal-kinds.js';

/** A unit that has a say of its own, and every unit above it: an officer of one of those may speak for it. */
export class UnitPart {
  @IsUUID() unitId!: string;
  @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) aboveIds!: string[];
}

export const MOST_PARTS = 500;

/**
 * A service asks the approval chain to decide (ADR 5). Each service asks on its own topic with its own type
 * (`StaffProposalRequested`, …), so that the rights on topics say who may ask for what. Publish it in the transaction
 * that puts the source into its "submitted" state, with key = `sourceId`. The same content and `sourceVersion` again is the
 * same proposal. A higher `sourceVersion` with other content replaces an open proposal of the same source; with equal content
 * that stays as it is. After an end that the source was told of, a higher one opens the next proposal, of equal content too.
 *
 * The answer is `approvals.ProposalDecided` with `subjectType` = kind, `subjectId` = sourceId and the same `contentHash`.
 * Carry it out only if that is still the hash of what would be carried out.
 */
export abstract class ProposalRequested {
  @IsIn(PROPOSAL_KINDS) kind!: ProposalKind;
  @IsUUID() sourceId!: string;
  /** Rises with every change of the source; what was asked for with a lower one is stale. */
  @IsInt() @Min(1) sourceVersion!: number;
  /** The unit it is about, or what all its units have above them, and every unit above; empty: the whole province. */
  @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) unitIds!: string[];
  /**
   * The units about whose people it is, when each of them must approve in a step that is bound to units (ADR 32); left out: an
   * officer of one of `unitIds` approves for all.
   */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PARTS)
  @ValidateNested({ each: true })
  @Type(() => UnitPart)
  parts?: UnitPart[];
  /** Subject of the account that asks, or 'system'. */
  @IsString() @MaxLength(200) submittedBy!: string;
  /** Subjects of everybody who changed the content: none of them may decide on it. */
  @ArrayMaxSize(100) @IsString({ each: true }) editedBy!: string[];
  /** `contentHashOf(content)`; a request with another hash is refused. */
  @Matches(/^[0-9a-f]{64}$/) contentHash!: string;
  @ValidateNested() @Type(() => ProposalContent) content!: ProposalContent;
}

export class StaffProposalRequested extends ProposalRequested {
  static readonly type = 'staff.ProposalRequested';
  static readonly version = 1;
  static readonly topics = [TOPICS.staffRequest];
}

export class SchedulingProposalRequested extends ProposalRequested {
  static readonly type = 'scheduling.ProposalRequested';
  static readonly version = 1;
  static readonly topics = [TOPICS.schedulingRequest];
}

export class EnrollmentProposalRequested extends ProposalRequested {
  static readonly type = 'enrollment.ProposalRequested';
  static readonly version = 1;
  static readonly topics = [TOPICS.enrollmentRequest];
}

export class ReportingProposalRequested extends ProposalRequested {
  static readonly type = 'reporting.ProposalRequested';
  static readonly version = 1;
  static readonly topics = [TOPICS.reportingRequest];
}
