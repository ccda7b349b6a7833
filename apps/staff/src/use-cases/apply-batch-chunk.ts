import { Injectable } from '@nestjs/common';
import type { Cause } from '#contracts';
import { setImmediate } from 'node:timers/promises';
import { uuidFrom } from '#kernel';
import { outgoing, Transaction, type Outgoing, type Tx } from '#messaging';
import { readBatchRows } from '../database/batch-rows.js';
import { SELECT_BATCH, type BatchView } from '../database/batch-view.js';
import { writeBackdated } from '../database/write-backdated.js';
import { lockPeople, writeMoves } from '../database/write-moves.js';
import { assignmentEvent, type WrittenMove } from '../rules/assignment-event.js';
import type { Move } from '../rules/move.js';
import { inSteps, splitRounds } from '../rules/split-rounds.js';

const ROWS_PER_CHUNK = 5_000;
/** While the database writes one step, the events of the one before are made. */
const ROWS_PER_STEP = 1_000;

// Locked: a second worker that takes over too early waits here and then sees how far the first one came.
const NEXT = `${SELECT_BATCH} WHERE status = 'releasing' ORDER BY released_at, id LIMIT 1 FOR UPDATE`;

const ADVANCE = `
  UPDATE reassignment_batch
  SET applied_rows = applied_rows + $2, version = version + 1,
    status = CASE WHEN applied_rows + $2 = row_count THEN 'released' ELSE status END
  WHERE id = $1`;

/**
 * Applies the next rows of the oldest released batch. Their effects, their events and the count of applied rows are one
 * commit, so a process that is killed at any point neither loses nor doubles a row.
 */
@Injectable()
export class ApplyBatchChunkHandler {
  constructor(private readonly transaction: Transaction) {}

  /** True when a chunk was applied, so that there may be another. */
  execute(rowsPerChunk = ROWS_PER_CHUNK): Promise<boolean> {
    return this.transaction.run(async tx => {
      const [batch] = await tx.query<BatchView>(NEXT);
      if (!batch) return false;
      const applied = await applyChunk(tx, batch, rowsPerChunk);
      await tx.query(ADVANCE, [batch.id, applied]);
      return true;
    });
  }
}

/** Rows about the present, and those that came late and leave it as it is. */
async function write(tx: Tx, moves: readonly Move[], onSameDay: boolean): Promise<WrittenMove[]> {
  const present = moves.filter(({ until }) => until === null);
  const late = moves.flatMap(move => (move.until === null ? [] : [{ ...move, until: move.until }]));
  const written = present.length > 0 ? await writeMoves(tx, present, onSameDay) : [];
  return [...written, ...(await writeBackdated(tx, late, onSameDay))];
}

async function applyChunk(tx: Tx, { id, cause, appliedRows, reverses }: BatchView, size: number): Promise<number> {
  const moves = await readBatchRows(tx, id, appliedRows, appliedRows + size);
  if (moves.length === 0) throw new Error(`Batch ${id} has no row at position ${appliedRows}`);
  await lockPeople(tx, moves);
  const steps = splitRounds(moves).flatMap(round => inSteps(round, ROWS_PER_STEP));
  await overlapped(
    steps,
    step => write(tx, step, reverses !== null),
    written => tx.publish(...written.map(one => message(one, cause, id))),
  );
  return moves.length;
}

function message(written: WrittenMove, cause: Cause, batchId: string): Outgoing {
  const { revision } = written;
  const key = written.move.personId;
  const event = assignmentEvent(written, cause, batchId);
  return outgoing(event, { key, revision, id: uuidFrom(batchId, key, revision), lane: 'batch' });
}

/** Works on what one step gave while the database is busy with the next one. */
async function overlapped<Step, Given>(
  steps: readonly Step[],
  ask: (step: Step) => Promise<Given>,
  use: (given: Given) => void,
): Promise<void> {
  let given: Given | undefined;
  for (const step of [...steps, undefined]) {
    const next = step && ask(step);
    await setImmediate(); // the statement must be on its way before this thread is busy
    try {
      if (given) use(given);
    } catch (error) {
      await Promise.allSettled([next]); // or it would go on writing after the transaction was given up
      throw error;
    }
    given = await next;
  }
}
