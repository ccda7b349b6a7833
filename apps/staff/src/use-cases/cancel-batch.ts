import { Injectable } from '@nestjs/common';
import { make, StaffProposalSourceChanged } from '#contracts';
import { ConflictError, NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { clearCheck } from '../database/batch-check.js';
import { findBatch, type BatchView } from '../database/batch-view.js';

const CANCEL = `
  UPDATE reassignment_batch
  SET status = 'cancelled', cancelled_by = $2, cancelled_at = clock_timestamp(), row_count = 0, fault_count = 0,
    version = version + 1
  WHERE id = $1`;

const FORGET = `
  UPDATE batch_release_request SET outcome = 'cancelled', decided_at = now()
  WHERE batch_id = $1 AND outcome IS NULL RETURNING attempt`;

/** Gives a batch up before it is released: its rows are forgotten, that it was there is not. */
@Injectable()
export class CancelBatchHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(
    { id, version, subject }: { id: string; version: number; subject: string },
    key: RequestKey,
  ): Promise<BatchView> {
    return this.idempotency.run(key, { id }, async tx => {
      const batch = await findBatch(tx, id, true);
      if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id });
      if (batch.status === 'cancelled') return batch;
      if (batch.status === 'releasing' || batch.status === 'released')
        throw new ConflictError('STAFF.BATCH_RELEASED', { id });
      requireVersion(version, batch.version);
      await tx.query(CANCEL, [id, subject]);
      await this.withdrawRequest(tx, id);
      await clearCheck(tx, id);
      await tx.query('DELETE FROM upload WHERE id = (SELECT upload_id FROM reassignment_batch WHERE id = $1)', [id]);
      return (await findBatch(tx, id)) ?? batch;
    });
  }

  /** An open proposal about it is about nothing any more. */
  private async withdrawRequest(tx: Tx, id: string): Promise<void> {
    const [asked] = await tx.query<{ attempt: number }>(FORGET, [id]);
    if (!asked) return;
    const changed = make(StaffProposalSourceChanged, {
      kind: 'batch-release',
      sourceId: id,
      sourceVersion: asked.attempt + 1,
    });
    tx.publish(outgoing(changed, { key: id, revision: asked.attempt + 1 }));
  }
}
