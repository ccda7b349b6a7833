import type { DutyCode, PostCode } from '#contracts';
import type { Tx } from '#messaging';
import type { Action, Move } from '../rules/move.js';

const ROWS_PER_INSERT = 20_000;

const INSERT = `
  INSERT INTO reassignment_row (batch_id, position, row_no, person_id, staff_code, full_name, action, unit_id, unit_code,
    post, duties, effective_date, until, checked_revision)
  SELECT $1, n.position, n.row_no, n.person_id, n.staff_code, n.full_name, n.action, n.unit_id, n.unit_code, n.post,
    string_to_array(n.duties, ';'), n.effective_date, n.until, n.revision
  FROM unnest($2::int[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[],
              $11::text[], $12::date[], $13::date[], $14::int[])
    AS n (position, row_no, person_id, staff_code, full_name, action, unit_id, unit_code, post, duties, effective_date,
      until, revision)`;

const SELECT = `
  SELECT row_no AS "row", person_id AS "personId", staff_code AS "staffCode", full_name AS "fullName", action,
    unit_id AS "unitId", unit_code AS "unitCode", post, duties, effective_date AS "effectiveDate", until
  FROM reassignment_row WHERE batch_id = $1 AND position >= $2 AND position < $3 ORDER BY position`;

type StoredMove = Omit<Move, 'action' | 'post' | 'duties'> & {
  action: Action;
  post: PostCode | null;
  duties: DutyCode[];
};

/** Moves in the order in which they will be applied. */
export interface CheckedRows {
  moves: readonly Move[];
  /** What they were checked against, by staff code. */
  careers: ReadonlyMap<string, { revision: number }>;
  /** Of the first one in the batch. */
  position: number;
}

/** Stores moves that were checked, with the revision of each person at that time; 0 for somebody unknown. */
export async function insertBatchRows(
  tx: Tx,
  batchId: string,
  { moves, careers, position }: CheckedRows,
): Promise<void> {
  for (let from = 0; from < moves.length; from += ROWS_PER_INSERT) {
    const part = moves.slice(from, from + ROWS_PER_INSERT);
    await tx.query(INSERT, [
      batchId,
      part.map((_move, index) => position + from + index),
      part.map(({ row }) => row),
      part.map(({ personId }) => personId),
      part.map(({ staffCode }) => staffCode),
      part.map(({ fullName }) => fullName),
      part.map(({ action }) => action),
      part.map(({ unitId }) => unitId),
      part.map(({ unitCode }) => unitCode),
      part.map(({ post }) => post),
      part.map(({ duties }) => duties.join(';')),
      part.map(({ effectiveDate }) => effectiveDate),
      part.map(({ until }) => until),
      part.map(({ staffCode }) => careers.get(staffCode)?.revision ?? 0),
    ]);
  }
}

/** The moves of a batch from one position up to, but not at, another, in the order of application. */
export function readBatchRows(tx: Tx, batchId: string, from = 0, to = 2 ** 31 - 1): Promise<Move[]> {
  return tx.query<StoredMove>(SELECT, [batchId, from, to]);
}
