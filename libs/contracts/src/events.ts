import type { EventType } from './event-type.js';
import { ProposalDecided } from './approvals/proposal-decided.js';
import {
  EnrollmentProposalRequested,
  ReportingProposalRequested,
  SchedulingProposalRequested,
  StaffProposalRequested,
} from './approvals/proposal-requested.js';
import {
  EnrollmentProposalSourceChanged,
  ReportingProposalSourceChanged,
  SchedulingProposalSourceChanged,
  StaffProposalSourceChanged,
} from './approvals/proposal-source-changed.js';
import { ProposalSubmitted } from './approvals/proposal-submitted.js';
import {
  ApprovalsAuditSealed,
  EnrollmentAuditSealed,
  ReportingAuditSealed,
  SchedulingAuditSealed,
  StaffAuditSealed,
} from './audit/audit-sealed.js';
import { AttendanceRecorded } from './enrollment/attendance-recorded.js';
import { BatchPartPreviewed } from './enrollment/batch-part-previewed.js';
import { CertificateIssued } from './enrollment/certificate-issued.js';
import { CertificateRevoked } from './enrollment/certificate-revoked.js';
import { CertificateSuperseded } from './enrollment/certificate-superseded.js';
import { ClassChanged } from './enrollment/class-changed.js';
import { ClassFilled } from './enrollment/class-filled.js';
import { DemandChanged } from './enrollment/demand-changed.js';
import { DutyFulfilled } from './enrollment/duty-fulfilled.js';
import { DutyMoved } from './enrollment/duty-moved.js';
import { DutyOpened } from './enrollment/duty-opened.js';
import { DutyOverdue } from './enrollment/duty-overdue.js';
import { DutyWaived } from './enrollment/duty-waived.js';
import { ProgrammePreviewed } from './enrollment/programme-previewed.js';
import { SeatGranted } from './enrollment/seat-granted.js';
import { SeatReleased } from './enrollment/seat-released.js';
import { WaitlistJoined } from './enrollment/waitlist-joined.js';
import { ReportPublished } from './reporting/report-published.js';
import { ClassOpened } from './scheduling/class-opened.js';
import { ClassTrainerNamed } from './scheduling/class-trainer-named.js';
import { PlanSubmitted } from './scheduling/plan-submitted.js';
import { ProgrammePreviewRequested } from './scheduling/programme-preview-requested.js';
import { ProgrammeAdopted } from './scheduling/programme-adopted.js';
import { BatchPreviewRequested } from './staff/batch-preview-requested.js';
import { StaffAppointed } from './staff/staff-appointed.js';
import { StaffLeft } from './staff/staff-left.js';
import { StaffReassigned } from './staff/staff-reassigned.js';
import { UnitDissolved } from './staff/unit-dissolved.js';
import { UnitEstablished } from './staff/unit-established.js';
import { UnitRenamed } from './staff/unit-renamed.js';
import { UnitsMerged } from './staff/units-merged.js';

/** Every event of the system. What is not in this list cannot be published or consumed. */
export const EVENTS: readonly EventType[] = [
  ApprovalsAuditSealed,
  EnrollmentAuditSealed,
  ReportingAuditSealed,
  SchedulingAuditSealed,
  StaffAuditSealed,
  ProposalDecided,
  ProposalSubmitted,
  StaffProposalRequested,
  SchedulingProposalRequested,
  EnrollmentProposalRequested,
  ReportingProposalRequested,
  StaffProposalSourceChanged,
  SchedulingProposalSourceChanged,
  EnrollmentProposalSourceChanged,
  ReportingProposalSourceChanged,
  AttendanceRecorded,
  BatchPartPreviewed,
  CertificateIssued,
  CertificateRevoked,
  CertificateSuperseded,
  ClassChanged,
  ClassFilled,
  DemandChanged,
  DutyFulfilled,
  DutyMoved,
  DutyOpened,
  DutyOverdue,
  DutyWaived,
  ProgrammePreviewed,
  SeatGranted,
  SeatReleased,
  WaitlistJoined,
  ReportPublished,
  ClassOpened,
  ClassTrainerNamed,
  PlanSubmitted,
  ProgrammeAdopted,
  ProgrammePreviewRequested,
  BatchPreviewRequested,
  StaffAppointed,
  StaffLeft,
  StaffReassigned,
  UnitDissolved,
  UnitEstablished,
  UnitRenamed,
  UnitsMerged,
];

const byType = new Map(EVENTS.map(event => [event.type, event]));

/** The contract of an event type, or undefined for a type that this build does not know. */
export function eventOfType(type: string): EventType | undefined {
  return byType.get(type);
}

/** Every event type that travels on a topic. */
export function eventsOnTopic(topic: string): EventType[] {
  return EVENTS.filter(event => event.topics.some(({ name }) => name === topic));
}
