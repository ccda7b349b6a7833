/** A topic: context and aggregate, keyed by the aggregate's id so that one aggregate stays in order. */
export interface Topic {
  name: string;
  /** What the key of a message is. */
  key: string;
  partitions: number;
  /** Carries released batches: read by a group of its own, so that nothing else waits behind them. */
  bulk?: true;
}

export const TOPICS = {
  unit: { name: 'staff.unit', key: 'unitId', partitions: 1 },
  assignment: { name: 'staff.assignment', key: 'personId', partitions: 3 },
  // Released batches travel in their own lane: a reassignment made by hand never waits behind a million rows.
  assignmentBatch: { name: 'staff.assignment-batch', key: 'personId', partitions: 3, bulk: true },
  // Questions and answers about batches that are not released: apart from what has happened.
  batchPreview: { name: 'staff.batch-preview', key: 'partId', partitions: 3 },
  programme: { name: 'scheduling.programme', key: 'programmeId', partitions: 1 },
  programmePreview: { name: 'scheduling.programme-preview', key: 'previewId', partitions: 1 },
  plan: { name: 'scheduling.plan', key: 'planId', partitions: 1 },
  class: { name: 'scheduling.class', key: 'classId', partitions: 1 },
  duty: { name: 'enrollment.duty', key: 'dutyId', partitions: 3 },
  seat: { name: 'enrollment.seat', key: 'personId', partitions: 3 },
  // One partition on purpose: the demand left after a class was filled must be read before the news that it was filled.
  demand: { name: 'enrollment.demand', key: 'unitId or classId', partitions: 1 },
  programmeEffect: { name: 'enrollment.programme-effect', key: 'previewId', partitions: 1 },
  batchEffect: { name: 'enrollment.batch-effect', key: 'partId', partitions: 1 },
  certificate: { name: 'enrollment.certificate', key: 'personId', partitions: 3 },
  proposal: { name: 'approvals.proposal', key: 'proposalId', partitions: 1 },
  report: { name: 'reporting.report', key: 'reportId', partitions: 1 },
  // A service asks for approval on a topic of its own: the right to write it says what it may ask for.
  staffRequest: { name: 'staff.proposal-request', key: 'sourceId', partitions: 1 },
  schedulingRequest: { name: 'scheduling.proposal-request', key: 'sourceId', partitions: 1 },
  enrollmentRequest: { name: 'enrollment.proposal-request', key: 'sourceId', partitions: 1 },
  reportingRequest: { name: 'reporting.proposal-request', key: 'sourceId', partitions: 1 },
  // What each service tells of its sealed audit trail; approvals keeps it as a witness.
  staffAudit: { name: 'staff.audit', key: 'service', partitions: 1 },
  schedulingAudit: { name: 'scheduling.audit', key: 'service', partitions: 1 },
  enrollmentAudit: { name: 'enrollment.audit', key: 'service', partitions: 1 },
  approvalsAudit: { name: 'approvals.audit', key: 'service', partitions: 1 },
  reportingAudit: { name: 'reporting.audit', key: 'service', partitions: 1 },
} as const satisfies Record<string, Topic>;

export const SERVICES = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Where a service puts the messages it could not process, with the reason in the headers. */
export const deadLetterTopic = (service: string): string => `${service}.dead-letter`;
