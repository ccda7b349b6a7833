import type { Tx } from '#messaging';
import type { FileFormat } from '#sheets';
import type { Fault } from '../rules/fault.js';
import { personIdOf, type MoveDraft } from '../rules/move.js';
import { UNITS_DIGEST } from './recheck-batch.js';

/** A batch whose file is being checked, by one process at a time: a later attempt makes an earlier one void. */
export interface BatchCheck {
  id: string;
  attempt: number;
  uploadId: string;
  format: FileFormat;
  effectiveDate: string | null;
  /** Null when the uploader may move everybody. */
  uploaderUnits: string[] | null;
}

/** How long a check may stay silent until another process takes it over. */
const LEASE = `interval '1 minute'`;

// The digest comes before the look at the units: what changes between them makes the release look once more.
const CLAIM = `
  UPDATE reassignment_batch b
  SET check_attempt = check_attempt + 1, check_until = clock_timestamp() + ${LEASE}, read_rows = 0, checked_rows = 0,
    fault_count = 0, checked_units = ${UNITS_DIGEST}
  FROM upload u
  WHERE u.id = b.upload_id AND b.id = (
    SELECT id FROM reassignment_batch
    WHERE status = 'checking' AND ($1::uuid IS NULL OR id = $1) AND (check_until IS NULL OR check_until < now())
    ORDER BY uploaded_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING b.id, b.check_attempt AS attempt, b.upload_id AS "uploadId", u.format, b.effective_date AS "effectiveDate",
    b.uploader_units AS "uploaderUnits"`;

/** Takes the batch that waits longest for its check, or the given one; what an earlier attempt left is cleared. */
export async function claimCheck(tx: Tx, id: string | null): Promise<BatchCheck | undefined> {
  const [check] = await tx.query<BatchCheck>(CLAIM, [id]);
  if (check) await clearCheck(tx, check.id);
  return check;
}

export async function clearCheck(tx: Tx, id: string): Promise<void> {
  for (const table of ['batch_draft', 'batch_fault', 'reassignment_row'])
    await tx.query(`DELETE FROM ${table} WHERE batch_id = $1`, [id]);
}

const ADVANCE = `
  UPDATE reassignment_batch
  SET read_rows = read_rows + $3, checked_rows = checked_rows + $4, fault_count = fault_count + $5,
    check_until = clock_timestamp() + ${LEASE}
  WHERE id = $1 AND check_attempt = $2 AND status = 'checking' RETURNING id`;

/** Records progress; false when the check is not this process's any more, so that nothing of it may be kept. */
export async function advanceCheck(
  tx: Tx,
  { id, attempt }: BatchCheck,
  { read = 0, checked = 0, faults = 0 }: { read?: number; checked?: number; faults?: number },
): Promise<boolean> {
  return (await tx.query(ADVANCE, [id, attempt, read, checked, faults])).length > 0;
}

const FINISH = `
  UPDATE reassignment_batch
  SET status = CASE WHEN fault_count = 0 THEN 'validated' ELSE 'refused' END,
    row_count = CASE WHEN fault_count = 0 THEN $3::int ELSE 0 END,
    second_person = fault_count = 0 AND $3::int > $4::int, upload_id = NULL, check_until = NULL
  WHERE id = $1 AND check_attempt = $2 AND status = 'checking' RETURNING status`;

/** Ends a check, which is progress and no new version; above so many rows nobody releases alone what he uploaded. */
export async function finishCheck(tx: Tx, check: BatchCheck, rows: number, releaseAloneUpTo: number): Promise<void> {
  const { id, attempt, uploadId } = check;
  const [batch] = await tx.query<{ status: string }>(FINISH, [id, attempt, rows, releaseAloneUpTo]);
  if (!batch) return;
  if (batch.status === 'refused') await tx.query('DELETE FROM reassignment_row WHERE batch_id = $1', [id]);
  await tx.query('DELETE FROM batch_draft WHERE batch_id = $1', [id]);
  await tx.query('DELETE FROM upload WHERE id = $1', [uploadId]);
}

export async function insertFaults(tx: Tx, batchId: string, faults: readonly Fault[]): Promise<void> {
  if (faults.length === 0) return;
  await tx.query(
    `INSERT INTO batch_fault (batch_id, row_no, field, code, params)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::jsonb[])`,
    [
      batchId,
      faults.map(({ row }) => row),
      faults.map(({ field }) => field),
      faults.map(({ code }) => code),
      faults.map(({ params }) => JSON.stringify(params ?? {})),
    ],
  );
}

const INSERT_DRAFTS = `
  INSERT INTO batch_draft (batch_id, person_id, staff_code, effective_date, row_no, full_name, action, unit_code, post, duties)
  SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[])`;

export async function insertDrafts(tx: Tx, batchId: string, drafts: readonly MoveDraft[]): Promise<void> {
  await tx.query(INSERT_DRAFTS, [
    batchId,
    drafts.map(({ staffCode }) => personIdOf(staffCode)),
    drafts.map(({ staffCode }) => staffCode),
    drafts.map(({ effectiveDate }) => effectiveDate ?? ''),
    drafts.map(({ row }) => row),
    drafts.map(({ fullName }) => fullName),
    drafts.map(({ action }) => action ?? null),
    drafts.map(({ unitCode }) => unitCode),
    drafts.map(({ post }) => (post === undefined ? '' : post)),
    drafts.map(({ duties }) => duties.join(';')),
  ]);
}

type StoredDraft = Omit<MoveDraft, 'duties' | 'post' | 'action' | 'effectiveDate'> & {
  action: MoveDraft['action'] | null;
  post: MoveDraft['post'] | '';
  duties: string;
  effectiveDate: string;
};

// Whoever is next to each other in this order is so in the indexes and, as the first file came in it too, in the tables of
// every service that follows: a release of a million people then goes through their pages once (ADR 43).
const PAGE = `
  SELECT row_no AS "row", staff_code AS "staffCode", full_name AS "fullName", action, unit_code AS "unitCode", post,
    duties, effective_date AS "effectiveDate"
  FROM batch_draft
  WHERE batch_id = $1 AND (person_id, effective_date, row_no) > ($2::uuid, $3::text COLLATE "C", $4)
  ORDER BY person_id, effective_date, row_no LIMIT $5`;

/** The next drafts in the order of persons and dates. */
export async function readDrafts(
  tx: Tx,
  batchId: string,
  after: MoveDraft | undefined,
  limit: number,
): Promise<MoveDraft[]> {
  const { effectiveDate = '', row = 0 } = after ?? {};
  const personId = after ? personIdOf(after.staffCode) : '00000000-0000-0000-0000-000000000000';
  const found = await tx.query<StoredDraft>(PAGE, [batchId, personId, effectiveDate, row, limit]);
  return found.map(draft => ({
    ...draft,
    action: draft.action ?? undefined,
    post: draft.post === '' ? undefined : draft.post,
    duties: (draft.duties ? draft.duties.split(';') : []) as MoveDraft['duties'],
    effectiveDate: draft.effectiveDate || undefined,
  }));
}
