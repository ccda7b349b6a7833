import { inSnapshot } from './database.js';
import type { DemandRow } from './load-enrollment.js';
import { loadMessaging, type MessagingRows } from './load-messaging.js';
import type { ClassFact } from './load-reporting.js';
import type { ClassDays } from './world.js';

/** A class as the content of a plan has it. */
export interface PlannedClass extends ClassDays {
  classId: string;
  classType: string;
  hostUnitId: string;
  skill?: string | null;
  minimum: number;
  maximum: number;
}

export interface PlanRow {
  planId: string;
  status: string;
  contentHash: string;
  content: { classes: PlannedClass[] };
}

/** A programme version that is or was in force. */
export interface ProgrammeRow {
  programmeId: string;
  code: string;
  version: number;
  rules: unknown;
}

export interface SchedulingRows extends MessagingRows {
  programmes: ProgrammeRow[];
  plans: PlanRow[];
  openClasses: { classId: string; planId: string }[];
  /** Of approved plans; a returned plan cancels its classes before they open. */
  classes: ClassFact[];
  demand: DemandRow[];
}

export interface ProposalRow {
  proposalId: string;
  planId: string;
  contentHash: string;
  status: string;
}

/** What was asked about a programme version. */
export interface AdoptionRow {
  proposalId: string;
  programmeId: string;
  contentHash: string;
  status: string;
  content: { sourceHash: string };
}

/** What was asked about one class. */
export interface ChangeRow {
  proposalId: string;
  changeId: string;
  contentHash: string;
  status: string;
  content: { effect: { code: string; value: string | number }[]; items: { id: string }[] };
}

export interface DecisionRow {
  proposalId: string;
  decision: string;
  decidedBy: string;
  contentHash: string;
  /** Seconds since 1970. */
  decidedAt: number;
}

export interface ApprovalsRows extends MessagingRows {
  proposals: ProposalRow[];
  changes: ChangeRow[];
  adoptions: AdoptionRow[];
  decisions: DecisionRow[];
}

const PROGRAMMES = 'SELECT id AS "programmeId", code, version, rules FROM programme';
const PLANS = 'SELECT id AS "planId", status, content_hash AS "contentHash", content FROM plan';
const OPEN_CLASSES = `SELECT id AS "classId", plan_id AS "planId" FROM training_class WHERE status = 'open'`;
const CLASSES = `
  SELECT c.id AS "classId", c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn", c.maximum,
    c.status = 'cancelled' AS cancelled
  FROM training_class c JOIN plan ON plan.id = plan_id WHERE plan.status = 'approved'`;
const DEMAND = 'SELECT unit_id AS "unitId", desk_staff AS "deskStaff", groups FROM unit_demand';

const PROPOSALS = `
  SELECT id AS "proposalId", subject_id AS "planId", content_hash AS "contentHash", status
  FROM proposal WHERE subject_type = 'plan'`;

const ADOPTIONS = `
  SELECT id AS "proposalId", subject_id AS "programmeId", content_hash AS "contentHash", status, content
  FROM proposal WHERE subject_type = 'programme-version'`;

const CHANGES = `
  SELECT id AS "proposalId", subject_id AS "changeId", content_hash AS "contentHash", status, content
  FROM proposal WHERE subject_type IN ('under-minimum', 'over-maximum')`;

const DECISIONS = `
  SELECT proposal_id AS "proposalId", decision, decided_by AS "decidedBy", content_hash AS "contentHash",
    extract(epoch FROM decided_at)::float8 AS "decidedAt"
  FROM decision`;

export function loadScheduling(url: string): Promise<SchedulingRows> {
  return inSnapshot(url, async select => ({
    programmes: await select<ProgrammeRow>(PROGRAMMES),
    plans: await select<PlanRow>(PLANS),
    openClasses: await select<SchedulingRows['openClasses'][number]>(OPEN_CLASSES),
    classes: await select<ClassFact>(CLASSES),
    demand: await select<DemandRow>(DEMAND),
    ...(await loadMessaging(url)),
  }));
}

export function loadApprovals(url: string): Promise<ApprovalsRows> {
  return inSnapshot(url, async select => ({
    proposals: await select<ProposalRow>(PROPOSALS),
    changes: await select<ChangeRow>(CHANGES),
    adoptions: await select<AdoptionRow>(ADOPTIONS),
    decisions: await select<DecisionRow>(DECISIONS),
    ...(await loadMessaging(url)),
  }));
}
