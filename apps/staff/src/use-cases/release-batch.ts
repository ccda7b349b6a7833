import { Injectable } from '@nestjs/common';
import { ConflictError, errorSentence, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { readBatchRows } from '../database/batch-rows.js';
import { findBatch, type BatchView } from '../database/batch-view.js';
import { loadFacts } from '../database/load-facts.js';
import { findBeingMoved, lockRegistry } from '../database/registry-lock.js';
import { checkMoves } from '../rules/check-moves.js';
import type { Fault } from '../rules/fault.js';
import type { Move } from '../rules/move.js';

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
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: ReleaseBatch, key: RequestKey): Promise<BatchView> {
    const { id, version, subject } = command;
    return this.idempotency.run(key, { id }, async tx => {
      // Rows never change, so they are read before the registry is locked: changes by hand wait as little as can be.
      const moves = await readBatchRows(tx, id);
      await lockRegistry(tx, 'alone');
      const batch = await findBatch(tx, id, true);
      if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id });
      if (batch.status === 'releasing' || batch.status === 'released') return batch;
      if (batch.status === 'cancelled') throw new ConflictError('STAFF.BATCH_CANCELLED', { id });
      requireVersion(version, batch.version);
      await recheck(tx, moves);
      await tx.query(RELEASE, [id, subject]);
      return (await findBatch(tx, id)) ?? batch;
    });
  }
}

/** The registry may have moved since the upload; what no longer fits must not be applied. */
async function recheck(tx: Tx, moves: Move[]): Promise<void> {
  const moving = await findBeingMoved(
    tx,
    moves.map(({ personId }) => personId),
  );
  if (moving) throw new ConflictError('STAFF.PERSON_BEING_MOVED', { ...moving });
  const facts = await loadFacts(tx, moves);
  const { faults } = checkMoves(moves, facts);
  const other = moves.filter(
    move => move.unitCode && facts.unitOn(move.unitCode, move.effectiveDate)?.id !== move.unitId,
  );
  const outdated: Fault[] = [...faults, ...other.map(asUnknownUnit)];
  const first = outdated.toSorted((a, b) => a.row - b.row)[0];
  if (!first) return;
  const { vi, en } = errorSentence(first.code, first.params);
  throw new ConflictError('STAFF.BATCH_OUTDATED', { count: outdated.length, row: first.row, vi, en });
}

const asUnknownUnit = ({ row, unitCode, effectiveDate }: Move): Fault => ({
  row,
  field: 'unitCode',
  code: 'STAFF.UNIT_UNKNOWN',
  params: { code: unitCode ?? '', date: effectiveDate },
});
