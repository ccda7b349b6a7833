import { Injectable } from '@nestjs/common';
import { ConflictError, newId, NotFoundError } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { findBatch } from '../database/batch-view.js';

/** Asks what a batch would bring about if it were released now; the answer is put together in the background. */
@Injectable()
export class RequestPreviewHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(batchId: string, key: RequestKey): Promise<{ id: string }> {
    return this.idempotency.run(key, { batchId }, async tx => {
      const batch = await findBatch(tx, batchId);
      if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id: batchId });
      const { status } = batch;
      if (status === 'releasing' || status === 'released')
        throw new ConflictError('STAFF.BATCH_RELEASED', { id: batchId });
      if (status === 'cancelled') throw new ConflictError('STAFF.BATCH_CANCELLED', { id: batchId });
      if (status !== 'validated') throw new ConflictError('STAFF.BATCH_NOT_CHECKED', { id: batchId, status });
      const id = newId();
      await tx.query('INSERT INTO batch_preview (id, batch_id, requested_by) VALUES ($1, $2, $3)', [
        id,
        batchId,
        key.subject,
      ]);
      return { id };
    });
  }
}
