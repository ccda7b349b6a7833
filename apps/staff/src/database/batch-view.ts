import type { Cause } from '#contracts';
import type { Tx } from '#messaging';

/** A reassignment batch as the API shows it. */
export interface BatchView {
  id: string;
  name: string;
  cause: Cause;
  decision: string;
  effectiveDate: string | null;
  status: 'validated' | 'releasing' | 'released' | 'cancelled';
  rows: number;
  appliedRows: number;
  uploadedBy: string;
  uploadedAt: string;
  releasedBy: string | null;
  releasedAt: string | null;
  version: number;
}

export const SELECT_BATCH = `
  SELECT id, name, cause, decision, effective_date AS "effectiveDate", status, row_count AS rows,
    applied_rows AS "appliedRows", uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt",
    released_by AS "releasedBy", released_at AS "releasedAt", version
  FROM reassignment_batch`;

/** One batch; locked against every other change of it when `forUpdate` is set. */
export async function findBatch(tx: Tx, id: string, forUpdate = false): Promise<BatchView | undefined> {
  const [batch] = await tx.query<BatchView>(`${SELECT_BATCH} WHERE id = $1${forUpdate ? ' FOR UPDATE' : ''}`, [id]);
  return batch;
}
