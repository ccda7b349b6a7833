import { canonicalJson, sha256 } from '#kernel';
import type { PlanContent } from '../rules/plan-content.js';
import type { Reader } from './reader.js';

export interface NewPlan {
  id: string;
  content: PlanContent;
  certificate: object;
  inputHash: string;
  /** Null keeps it a draft. */
  submittedBy: string | null;
}

export const contentHash = (content: PlanContent): string => sha256(canonicalJson(content));

/** Writes a plan with its classes; false when this very plan is there already. */
export async function storePlan(db: Reader, { id, content, certificate, inputHash, submittedBy }: NewPlan) {
  const stored = await db.query<unknown>(
    `INSERT INTO plan (id, kind, programme_id, class_types, status, content, content_hash, certificate, input_hash, submitted_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      id,
      content.kind,
      content.programmeId,
      content.totals.map(total => total.classType),
      submittedBy === null ? 'draft' : 'submitted',
      canonicalJson(content),
      contentHash(content),
      JSON.stringify(certificate),
      inputHash,
      submittedBy,
    ],
  );
  if (stored.length === 0) return false;
  const classes = JSON.stringify(content.classes);
  await db.query(
    `INSERT INTO training_class (id, plan_id, programme_id, class_type, host_unit_id, starts_on, ends_on, minimum, maximum, people, trainer_id)
     SELECT c."classId", $2, $3, c."classType", c."hostUnitId", c."startsOn", c."endsOn", c.minimum, c.maximum, c.people, c."trainerId"
     FROM jsonb_to_recordset($1::jsonb) AS c("classId" uuid, "classType" text, "hostUnitId" uuid, "startsOn" date,
       "endsOn" date, minimum int, maximum int, people int, "trainerId" text)`,
    [classes, id, content.programmeId],
  );
  await db.query(
    `INSERT INTO class_seat_plan (class_id, unit_id, seats, desk_seats)
     SELECT c."classId", s."unitId", s.seats, s."deskSeats"
     FROM jsonb_to_recordset($1::jsonb) AS c("classId" uuid, seats jsonb),
       jsonb_to_recordset(c.seats) AS s("unitId" uuid, seats int, "deskSeats" int)`,
    [classes],
  );
  return true;
}

/** How many plans of a kind were decided: part of a new plan's identity, so that equal demand may return later. */
export async function decidedPlans(db: Reader, programmeId: string, kind: PlanContent['kind']): Promise<number> {
  const [row] = await db.query<{ decided: number }>(
    `SELECT count(*)::int AS decided FROM plan
     WHERE programme_id = $1 AND kind = $2 AND status IN ('approved', 'returned', 'rejected')`,
    [programmeId, kind],
  );
  return row?.decided ?? 0;
}
