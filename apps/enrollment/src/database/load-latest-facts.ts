import type { Tx } from '#messaging';
import type { LatestFact } from '../rules/find-differences.js';

const LATEST = `
  SELECT DISTINCT ON (f.person_id) f.person_id AS "personId", f.revision, f.event_id AS "eventId", f.cause,
    f.effective_date AS "effectiveDate", f.batch_id AS "batchId", f.after, f.backdated,
    NOT f.judged OR f.duty_id IS NOT NULL AS answered,
    (SELECT count(*)::int FROM assignment_fact a WHERE a.person_id = f.person_id) AS heard
  FROM assignment_fact f WHERE f.person_id = ANY ($1::uuid[]) ORDER BY f.person_id, f.revision DESC`;

/** The latest news of each person, in the order of the ids. */
export function loadLatestFacts(tx: Tx, personIds: readonly string[]): Promise<LatestFact[]> {
  return tx.query<LatestFact>(LATEST, [personIds]);
}
