import { inSnapshot } from './database.js';
import type { DemandRow } from './load-enrollment.js';
import { loadMessaging, type MessagingRows } from './load-messaging.js';
import type { ClassDays } from './world.js';

/** A class as the content of a plan has it. */
export interface PlannedClass extends ClassDays {
  classId: string;
  classType: string;
  hostUnitId: string;
  minimum: number;
  maximum: number;
}

export interface PlanRow {
  planId: string;
  status: string;
  contentHash: string;
  content: { classes: PlannedClass[] };
}

export interface SchedulingRows extends MessagingRows {
  plans: PlanRow[];
  openClasses: { classId: string; planId: string }[];
  demand: DemandRow[];
}

export interface ProposalRow {
  proposalId: string;
  planId: string;
  contentHash: string;
  status: string;
}

export interface DecisionRow {
  proposalId: string;
  decision: string;
  decidedBy: string;
  contentHash: string;
}

export interface ApprovalsRows extends MessagingRows {
  proposals: ProposalRow[];
  decisions: DecisionRow[];
}

const PLANS = 'SELECT id AS "planId", status, content_hash AS "contentHash", content FROM plan';
const OPEN_CLASSES = `SELECT id AS "classId", plan_id AS "planId" FROM training_class WHERE status = 'open'`;
const DEMAND = 'SELECT unit_id AS "unitId", desk_staff AS "deskStaff", groups FROM unit_demand';

const PROPOSALS = `
  SELECT id AS "proposalId", subject_id AS "planId", content_hash AS "contentHash", status
  FROM proposal WHERE subject_type = 'plan'`;

const DECISIONS = `
  SELECT proposal_id AS "proposalId", decision, decided_by AS "decidedBy", content_hash AS "contentHash" FROM decision`;

export function loadScheduling(url: string): Promise<SchedulingRows> {
  return inSnapshot(url, async select => ({
    plans: await select<PlanRow>(PLANS),
    openClasses: await select<SchedulingRows['openClasses'][number]>(OPEN_CLASSES),
    demand: await select<DemandRow>(DEMAND),
    ...(await loadMessaging(url)),
  }));
}

export function loadApprovals(url: string): Promise<ApprovalsRows> {
  return inSnapshot(url, async select => ({
    proposals: await select<ProposalRow>(PROPOSALS),
    decisions: await select<DecisionRow>(DECISIONS),
    ...(await loadMessaging(url)),
  }));
}
