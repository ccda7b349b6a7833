import { Injectable } from '@nestjs/common';
import { ConflictError, errorSentence, ForbiddenError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { findBatch, type BatchView } from '../database/batch-view.js';
import { loadFacts } from '../database/load-facts.js';
import { findMovingElsewhere, findOutdated, readRowsOfPerson } from '../database/recheck-batch.js';
import { lockRegistry } from '../database/registry-lock.js';
import { checkMoves } from '../rules/check-moves.js';
import { StaffConfig } from '../staff.config.js';

export interface ReleaseBatch {
  id: string;
  /** The version that the caller has read. */
  version: number;
  subject: string;
}

const RELEASE = `
  UPDATE reassignment_batch
  SET status = 'releasing', released_by = $2, released_at = clock_timestamp(), version = version + 1
  WHERE id = $1`;

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
      await recheck(tx, batch);
      await tx.query(RELEASE, [id, subject]);
      return (await findBatch(tx, id)) ?? batch;
    });
  }

  private requireSecondPerson({ secondPerson, uploadedBy, rows }: BatchView, subject: string): void {
    if (!secondPerson || uploadedBy !== subject) return;
    const limit = this.config.RELEASE_ALONE_UP_TO;
    throw new ForbiddenError('STAFF.SECOND_PERSON_NEEDED', { rows, uploader: uploadedBy, limit });
  }
}

/** The registry may have moved since the upload; what no longer fits must not be applied. */
async function recheck(tx: Tx, { id, reverses }: BatchView): Promise<void> {
  const moving = await findMovingElsewhere(tx, id);
  if (moving) throw new ConflictError('STAFF.PERSON_BEING_MOVED', { ...moving });
  const { count, row } = await findOutdated(tx, id, reverses !== null);
  if (count === 0) return;
  const moves = await readRowsOfPerson(tx, id, row);
  const { faults } = checkMoves(moves, await loadFacts(tx, moves));
  const move = moves.find(one => one.row === row);
  const code = faults[0]?.code ?? 'STAFF.UNIT_UNKNOWN';
  const params = faults[0]?.params ?? { code: move?.unitCode ?? '', date: move?.effectiveDate ?? '' };
  throw new ConflictError('STAFF.BATCH_OUTDATED', { count, row, ...errorSentence(code, params) });
}
