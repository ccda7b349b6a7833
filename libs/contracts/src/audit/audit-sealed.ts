import { IsInt, Matches, Min } from 'class-validator';
import { TOPICS } from '../topics.js';

const HASH = /^[0-9a-f]{64}$/;

/**
 * A service closed a part of its audit trail: records `firstPosition` to `lastPosition` under one Merkle root, hashed
 * together with the seal before. Whoever keeps these events can tell when the trail is exchanged, shortened or sealed anew.
 */
export abstract class AuditSealed {
  @IsInt() @Min(1) number!: number;
  @IsInt() @Min(1) firstPosition!: number;
  @IsInt() @Min(1) lastPosition!: number;
  @Matches(HASH) root!: string;
  @Matches(HASH) previousHash!: string;
  @Matches(HASH) hash!: string;
}

export class StaffAuditSealed extends AuditSealed {
  static readonly type = 'staff.AuditSealed';
  static readonly version = 1;
  static readonly topics = [TOPICS.staffAudit];
}

export class SchedulingAuditSealed extends AuditSealed {
  static readonly type = 'scheduling.AuditSealed';
  static readonly version = 1;
  static readonly topics = [TOPICS.schedulingAudit];
}

export class EnrollmentAuditSealed extends AuditSealed {
  static readonly type = 'enrollment.AuditSealed';
  static readonly version = 1;
  static readonly topics = [TOPICS.enrollmentAudit];
}

export class ApprovalsAuditSealed extends AuditSealed {
  static readonly type = 'approvals.AuditSealed';
  static readonly version = 1;
  static readonly topics = [TOPICS.approvalsAudit];
}

export class ReportingAuditSealed extends AuditSealed {
  static readonly type = 'reporting.AuditSealed';
  static readonly version = 1;
  static readonly topics = [TOPICS.reportingAudit];
}
