import type { ClassTypeCode, ProgrammeRules } from '#contracts';
import type { Reader } from './reader.js';

/**
 * Classes of a year that may still be planned, per class type. A draft binds nobody, so only classes that were
 * submitted or opened use up the yearly number.
 */
export async function quotaLeft(
  db: Reader,
  programmeId: string,
  { classTypes, retraining }: ProgrammeRules,
  year: string,
): Promise<Map<ClassTypeCode, number>> {
  const used = await db.query<{ type: ClassTypeCode; classes: number }>(
    `SELECT c.class_type AS type, count(*)::int AS classes
     FROM training_class c JOIN plan p ON p.id = c.plan_id
     WHERE c.programme_id = $1 AND c.status <> 'cancelled' AND p.status IN ('submitted', 'approved')
       AND (p.kind = 'year' OR $2) AND extract(year FROM c.starts_on) = $3::int
     GROUP BY c.class_type`,
    [programmeId, retraining.supplementaryCountsAgainstQuota, year],
  );
  const classesOf = new Map(used.map(({ type, classes }) => [type, classes]));
  return new Map(classTypes.map(({ code, perYear }) => [code, Math.max(0, perYear - (classesOf.get(code) ?? 0))]));
}
