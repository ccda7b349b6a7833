import type { PlanContent, PlanKind } from '../rules/plan-content.js';
import type { Reader } from './reader.js';

export type PlanStatus = 'draft' | 'submitted' | 'approved' | 'returned' | 'rejected';

export interface PlanHead {
  id: string;
  kind: PlanKind;
  programmeId: string;
  status: PlanStatus;
  version: number;
  contentHash: string;
  submittedBy: string | null;
  content: PlanContent;
}

const HEAD = `SELECT id, kind, programme_id AS "programmeId", status, version, content_hash AS "contentHash",
  submitted_by AS "submittedBy", content FROM plan WHERE id = $1`;

export async function planHead(db: Reader, id: string): Promise<PlanHead | undefined> {
  return (await db.query<PlanHead>(HEAD, [id]))[0];
}

/** The plan, held until the transaction ends: two decisions or submissions at once come one after the other. */
export async function lockPlan(db: Reader, id: string): Promise<PlanHead | undefined> {
  return (await db.query<PlanHead>(`${HEAD} FOR UPDATE`, [id]))[0];
}
