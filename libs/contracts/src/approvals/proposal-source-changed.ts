import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { TOPICS } from '../topics.js';
import { PROPOSAL_KINDS, type ProposalKind } from './proposal-kinds.js';

/**
 * The source of a proposal changed without being asked for again: an open proposal with a lower `sourceVersion` becomes
 * stale and nobody can decide on it any more. Key = `sourceId`, on the topic of the service's requests.
 */
export abstract class ProposalSourceChanged {
  @IsIn(PROPOSAL_KINDS) kind!: ProposalKind;
  @IsUUID() sourceId!: string;
  @IsInt() @Min(1) sourceVersion!: number;
}

export class StaffProposalSourceChanged extends ProposalSourceChanged {
  static readonly type = 'staff.ProposalSourceChanged';
  static readonly version = 1;
  static readonly topics = [TOPICS.staffRequest];
}

export class SchedulingProposalSourceChanged extends ProposalSourceChanged {
  static readonly type = 'scheduling.ProposalSourceChanged';
  static readonly version = 1;
  static readonly topics = [TOPICS.schedulingRequest];
}

export class EnrollmentProposalSourceChanged extends ProposalSourceChanged {
  static readonly type = 'enrollment.ProposalSourceChanged';
  static readonly version = 1;
  static readonly topics = [TOPICS.enrollmentRequest];
}

export class ReportingProposalSourceChanged extends ProposalSourceChanged {
  static readonly type = 'reporting.ProposalSourceChanged';
  static readonly version = 1;
  static readonly topics = [TOPICS.reportingRequest];
}
