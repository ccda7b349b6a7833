import type { ClassTypeCode } from '#contracts';
import type { PlanContent } from '../rules/plan-content.js';
import type { Reader } from './reader.js';

/** The question that was last asked about each class type, answered with a plan or not. */
export async function lastInputHashes(db: Reader, programmeId: string): Promise<Map<ClassTypeCode, string>> {
  const rows = await db.query<{ classType: ClassTypeCode; hash: string }>(
    'SELECT class_type AS "classType", last_input_hash AS hash FROM draft_state WHERE programme_id = $1',
    [programmeId],
  );
  return new Map(rows.map(({ classType, hash }) => [classType, hash]));
}

/** Remembers what came of each question, so that demand that cannot be met is not planned again and again. */
export async function rememberOutcomes(
  db: Reader,
  { programmeId, totals, unserved }: PlanContent,
  questions: { classType: { code: ClassTypeCode }; inputHash: string }[],
): Promise<void> {
  const rows = questions.map(({ classType: { code }, inputHash }) => ({
    classType: code,
    inputHash,
    outcome: {
      ...totals.find(total => total.classType === code),
      unserved: unserved.filter(left => left.classType === code),
    },
  }));
  await db.query(
    `INSERT INTO draft_state (programme_id, class_type, last_input_hash, last_outcome)
     SELECT $1, s."classType", s."inputHash", s.outcome
     FROM jsonb_to_recordset($2::jsonb) AS s("classType" text, "inputHash" text, outcome jsonb)
     ON CONFLICT (programme_id, class_type)
     DO UPDATE SET last_input_hash = excluded.last_input_hash, last_outcome = excluded.last_outcome`,
    [programmeId, JSON.stringify(rows)],
  );
}
