import { Injectable } from '@nestjs/common';
import { ConflictError, ForbiddenError, NotFoundError } from '#kernel';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { findBatch, type BatchView } from '../database/batch-view.js';
import { lockRegistry } from '../database/registry-lock.js';
import { checkAhead, release } from '../database/release.js';
import { StaffConfig } from '../staff.config.js';

export interface ReleaseBatch {
  id: string;
  /** The version that the caller has read. */
  version: number;
  subject: string;
}

const ASKED = 'SELECT FROM batch_release_request WHERE batch_id = $1 AND outcome IS NULL';

/** Lets a checked batch take effect; the release loop applies it. Releasing it again changes nothing. */
@Injectable()
export class ReleaseBatchHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly config: StaffConfig,
  ) {}

  execute(command: ReleaseBatch, key: RequestKey): Promise<BatchView> {
    const { id, version, subject } = command;
    return this.idempotency.run(key, { id }, async tx => {
      const ahead = await checkAhead(tx, id);
      await lockRegistry(tx, 'alone');
      const batch = await findBatch(tx, id, true);
      if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id });
      const { status } = batch;
      if (status === 'releasing' || status === 'released') return batch;
      if (status === 'cancelled') throw new ConflictError('STAFF.BATCH_CANCELLED', { id });
      if (status !== 'validated') throw new ConflictError('STAFF.BATCH_NOT_CHECKED', { id, status });
      if (batch.dryRun) throw new ConflictError('STAFF.BATCH_DRY_RUN', { id });
      requireVersion(version, batch.version);
      this.requireSecondPerson(batch, subject);
      const asked = await tx.query(ASKED, [id]);
      if (asked.length > 0) throw new ConflictError('STAFF.RELEASE_ASKED', { id });
      await release(tx, batch, subject, ahead);
      return (await findBatch(tx, id)) ?? batch;
    });
  }

  private requireSecondPerson({ secondPerson, uploadedBy, rows }: BatchView, subject: string): void {
    if (!secondPerson || uploadedBy !== subject) return;
    const limit = this.config.RELEASE_ALONE_UP_TO;
    throw new ForbiddenError('STAFF.SECOND_PERSON_NEEDED', { rows, uploader: uploadedBy, limit });
  }
}
