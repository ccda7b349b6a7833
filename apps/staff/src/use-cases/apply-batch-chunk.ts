import { Injectable } from '@nestjs/common';
import type { Cause } from '#contracts';
import { uuidBeside } from '#kernel';
import { outgoing, Transaction, type Outgoing, type Tx } from '#messaging';
import { readBatchRows } from '../database/batch-rows.js';
import { SELECT_BATCH, type BatchView } from '../database/batch-view.js';
import { writeBackdated } from '../database/write-backdated.js';
import { lockPeople, writeMoves } from '../database/write-moves.js';
import { assignmentEvent, type WrittenMove } from '../rules/assignment-event.js';
import type { Move } from '../rules/move.js';
import { splitRounds } from '../rules/split-rounds.js';

// Large enough that more rows would not be faster (M1), small enough that a change made by hand meanwhile finds room (M6).
export const ROWS_PER_CHUNK = 2_000;

// Locked: a second worker that takes over too early waits here and then sees how far the first one came.
const NEXT = `${SELECT_BATCH} WHERE status = 'releasing' ORDER BY released_at, id LIMIT 1 FOR UPDATE`;

// Nobody waits for it while holding a batch: two workers could then wait for each other. Chunks of other sizes may overlap
// and do so, when one is left over of a leader that lost its lock; PostgreSQL ends one, and the other's count decides.
const CLAIM = 'SELECT pg_try_advisory_xact_lock(hashtext($1), $2) AS claimed';

// Waits for the end of the chunk before, and tells how far it came.
const ADVANCE = `
  UPDATE reassignment_batch
  SET applied_rows = applied_rows + $2, version = version + 1,
    status = CASE WHEN applied_rows + $2 = row_count THEN 'released' ELSE status END
  WHERE id = $1
  RETURNING applied_rows AS "appliedRows"`;

/**
 * Applies the next rows of the oldest released batch, by default as two chunks at the same time where there are so many.
 * The effects of a chunk, its events and the count of applied rows are one commit, and the second chunk commits only after
 * the first, so a process that is killed at any point neither loses nor doubles a row.
 */
@Injectable()
export class ApplyBatchChunkHandler {
  constructor(private readonly transaction: Transaction) {}

  /** True when something was applied, so that there may be more. */
  async execute(rowsPerChunk = ROWS_PER_CHUNK, chunksAtOnce: 1 | 2 = 2): Promise<boolean> {
    const { promise: begun, resolve: begin } = Promise.withResolvers<BatchView>();
    const first = this.transaction.run(async tx => {
      const [batch] = await tx.query<BatchView>(NEXT);
      return batch !== undefined && applyChunk(tx, batch, batch.appliedRows, rowsPerChunk, () => begin(batch));
    });
    const batch = await Promise.race([begun, first]);
    if (typeof batch === 'boolean') return batch;
    const next = batch.appliedRows + rowsPerChunk;
    if (next >= batch.rows || chunksAtOnce === 1) return first;
    const second = this.transaction.run(tx => applyChunk(tx, batch, next, rowsPerChunk));
    for (const chunk of await Promise.allSettled([first, second])) if (chunk.status === 'rejected') throw chunk.reason;
    return true;
  }
}

/** Rows about the present, and those that came late and leave it as it is. */
async function write(tx: Tx, moves: readonly Move[], onSameDay: boolean): Promise<WrittenMove[]> {
  const present = moves.filter(({ until }) => until === null);
  const late = moves.flatMap(move => (move.until === null ? [] : [{ ...move, until: move.until }]));
  const written = present.length > 0 ? await writeMoves(tx, present, onSameDay) : [];
  return [...written, ...(await writeBackdated(tx, late, onSameDay))];
}

/**
 * False when another worker is at this chunk already. Who begins when the people of the chunk before are `locked` waits for
 * that chunk wherever the same person stands in both.
 */
async function applyChunk(
  tx: Tx,
  { id, cause, reverses }: BatchView,
  from: number,
  size: number,
  locked?: () => void,
): Promise<boolean> {
  const [claim] = await tx.query<{ claimed: boolean }>(CLAIM, [id, from]);
  if (!claim?.claimed) return false;
  const moves = await readBatchRows(tx, id, from, from + size);
  if (moves.length === 0) throw new Error(`Batch ${id} has no row at position ${from}`);
  await lockPeople(tx, moves);
  locked?.();
  for (const round of splitRounds(moves)) {
    const written = await write(tx, round, reverses !== null);
    tx.publish(...written.map(one => message(one, cause, id)));
  }
  const [advanced] = await tx.query<{ appliedRows: number }>(ADVANCE, [id, moves.length]);
  if (advanced?.appliedRows !== from + moves.length)
    throw new Error(`Batch ${id} is not applied up to position ${from}`);
  return true;
}

function message(written: WrittenMove, cause: Cause, batchId: string): Outgoing {
  const { revision } = written;
  const key = written.move.personId;
  const event = assignmentEvent(written, cause, batchId);
  return outgoing(event, { key, revision, id: uuidBeside(key, batchId, revision), lane: 'batch' });
}
