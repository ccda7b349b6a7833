import type { Tx } from '#messaging';
import type { Move } from '../rules/move.js';

// Each row is held against its own person's posts: nothing is known yet of a batch that was just taken in, and a plan for
// few rows that joins all of them to all of them takes minutes for twenty thousand.
//
// What a later row of a person needs was made by the row before it, so only the first ones can have become wrong. Which
// rows come late was decided by the check, and was previewed: it must still be so.
const FIRST_ROWS = `
  SELECT DISTINCT ON (person_id) person_id, row_no, action, effective_date
  FROM reassignment_row WHERE batch_id = $1 ORDER BY person_id, position`;

/** $1 batch, $2 whether it reverses another one. */
export const OUTDATED = `
  WITH outdated AS (
    SELECT f.row_no FROM (${FIRST_ROWS}) f
    LEFT JOIN post_holding h ON h.person_id = f.person_id AND h.valid @> f.effective_date
    WHERE CASE WHEN f.action = 'appoint' THEN h.person_id IS NOT NULL
          ELSE h.person_id IS NULL OR (lower(h.valid) = f.effective_date AND NOT $2::boolean) END
    UNION
    SELECT r.row_no FROM reassignment_row r
    WHERE r.batch_id = $1 AND r.until IS DISTINCT FROM (
      SELECT min(change.day)
      FROM post_holding h CROSS JOIN LATERAL (VALUES (lower(h.valid)), (upper(h.valid))) AS change (day)
      WHERE h.person_id = r.person_id AND change.day > r.effective_date)
    UNION
    SELECT r.row_no FROM reassignment_row r
    WHERE r.batch_id = $1 AND r.unit_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM unit_name n WHERE n.unit_id = r.unit_id AND n.valid @> r.effective_date
        AND (n.code = r.unit_code OR $2::boolean)))
  SELECT count(*)::int AS count, min(row_no) AS row FROM outdated`;

/** Units by all that their names say. */
export const UNITS_DIGEST = `(SELECT md5(string_agg(n::text, ';' ORDER BY unit_id, valid)) FROM unit_name n)`;

// People by id and revision: every change of somebody's posts raises it.
const BASIS = `
  SELECT b.units, p.people, p.same AND b.units IS NOT DISTINCT FROM b.checked_units AS "isAsChecked"
  FROM (SELECT checked_units, ${UNITS_DIGEST} AS units FROM reassignment_batch WHERE id = $1) b
  CROSS JOIN (
    SELECT sum(uuid_hash_extended(p.id, p.revision)) AS people,
      bool_and(r.checked_revision IS NOT DISTINCT FROM coalesce(p.revision, 0)) AS same
    FROM reassignment_row r LEFT JOIN person p ON p.id = r.person_id WHERE r.batch_id = $1) p`;

export interface Basis {
  /** What the rows are held against, as one text: while it is the same, a check of them comes to the same result. */
  text: string;
  /** It is what the check of the file held them against. */
  isAsChecked: boolean;
}

/** What the rows of a batch would be held against now. Of a million rows it takes a tenth of the time of the check. */
export async function readBasis(tx: Tx, batchId: string): Promise<Basis> {
  const [found] = await tx.query<{ units: string | null; people: string | null; isAsChecked: boolean | null }>(BASIS, [
    batchId,
  ]);
  return { text: `${found?.people};${found?.units}`, isAsChecked: found?.isAsChecked === true };
}

/** How many rows of a checked batch no longer fit the registry, and the first of them. */
export async function findOutdated(
  tx: Tx,
  batchId: string,
  isReverse: boolean,
): Promise<{ count: number; row: number }> {
  const [found] = await tx.query<{ count: number; row: number | null }>(OUTDATED, [batchId, isReverse]);
  return { count: found?.count ?? 0, row: found?.row ?? 0 };
}

/** All rows of the person who stands in a row. */
export async function readRowsOfPerson(tx: Tx, batchId: string, row: number): Promise<Move[]> {
  return tx.query<Move>(
    `SELECT row_no AS "row", person_id AS "personId", staff_code AS "staffCode", full_name AS "fullName", action,
       unit_id AS "unitId", unit_code AS "unitCode", post, duties, effective_date AS "effectiveDate", until
     FROM reassignment_row
     WHERE batch_id = $1 AND person_id = (SELECT person_id FROM reassignment_row WHERE batch_id = $1 AND row_no = $2)
     ORDER BY position`,
    [batchId, row],
  );
}

/** Somebody of the batch who stands in another one that is being applied just now. */
export async function findMovingElsewhere(
  tx: Tx,
  batchId: string,
): Promise<{ staffCode: string; batch: string } | undefined> {
  const [found] = await tx.query<{ staffCode: string; batch: string }>(
    `SELECT r.staff_code AS "staffCode", b.name AS batch
     FROM reassignment_batch b
     JOIN reassignment_row r ON r.batch_id = b.id AND r.position >= b.applied_rows
     JOIN reassignment_row mine ON mine.batch_id = $1 AND mine.person_id = r.person_id
     WHERE b.status = 'releasing' LIMIT 1`,
    [batchId],
  );
  return found;
}
