import type { Cause } from '#contracts';
import type { Tx } from '#messaging';

/** A reassignment batch as the API shows it. */
export interface BatchView {
  id: string;
  name: string;
  cause: Cause;
  decision: string;
  effectiveDate: string | null;
  status: 'checking' | 'refused' | 'validated' | 'releasing' | 'released' | 'cancelled';
  /** Checked and previewed as any batch, but never released. */
  dryRun: boolean;
  /** How far the check of the file is: rows read, and rows compared with the registry. */
  readRows: number;
  checkedRows: number;
  /** What is wrong; to be read at `/errors`. */
  faults: number;
  rows: number;
  appliedRows: number;
  /** True when somebody else than the uploader must release it. */
  secondPerson: boolean;
  /** The batch that this one undoes. */
  reverses: string | null;
  uploadedBy: string;
  uploadedAt: string;
  releasedBy: string | null;
  releasedAt: string | null;
  cancelledBy: string | null;
  cancelledAt: string | null;
  version: number;
}

export const SELECT_BATCH = `
  SELECT id, name, cause, decision, effective_date AS "effectiveDate", status, dry_run AS "dryRun", read_rows AS "readRows",
    checked_rows AS "checkedRows", fault_count AS faults, row_count AS rows, applied_rows AS "appliedRows",
    second_person AS "secondPerson", reverses, uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt",
    released_by AS "releasedBy", released_at AS "releasedAt",
    cancelled_by AS "cancelledBy", cancelled_at AS "cancelledAt", version
  FROM reassignment_batch`;

/** One batch; locked against every other change of it when `forUpdate` is set. */
export async function findBatch(tx: Tx, id: string, forUpdate = false): Promise<BatchView | undefined> {
  const [batch] = await tx.query<BatchView>(`${SELECT_BATCH} WHERE id = $1${forUpdate ? ' FOR UPDATE' : ''}`, [id]);
  return batch;
}
