import { ConflictError, errorSentence } from '#kernel';
import type { Tx } from '#messaging';
import { checkMoves } from '../rules/check-moves.js';
import type { Fault } from '../rules/fault.js';
import type { BatchView } from './batch-view.js';
import { loadFacts } from './load-facts.js';
import { findMovingElsewhere, findOutdated, readRowsOfPerson } from './recheck-batch.js';

const RELEASE = `
  UPDATE reassignment_batch
  SET status = 'releasing', released_by = $2, released_at = clock_timestamp(), version = version + 1
  WHERE id = $1`;

/** Lets a checked batch take effect; the registry is held alone. Throws a conflict when its rows no longer fit. */
export async function release(tx: Tx, batch: BatchView, subject: string): Promise<void> {
  await recheck(tx, batch);
  await tx.query(RELEASE, [batch.id, subject]);
}

/** The registry may have moved since the upload; what no longer fits must not be applied. */
async function recheck(tx: Tx, { id, reverses }: BatchView): Promise<void> {
  const moving = await findMovingElsewhere(tx, id);
  if (moving) throw new ConflictError('STAFF.PERSON_BEING_MOVED', { ...moving });
  const { count, row } = await findOutdated(tx, id, reverses !== null);
  if (count === 0) return;
  const moves = await readRowsOfPerson(tx, id, row);
  const { faults, moves: now } = checkMoves(moves, await loadFacts(tx, moves));
  const move = moves.find(one => one.row === row);
  const { staffCode = '', unitCode, effectiveDate: date = '' } = move ?? {};
  // A row that was about the present and comes late by now, or the other way round, is wrong in no other way.
  const until = now.find(one => one.row === row)?.until;
  const moved = until !== undefined && until !== move?.until;
  const fault: Pick<Fault, 'code' | 'params'> = moved
    ? { code: 'STAFF.VALIDITY_OVERLAP', params: { staffCode, date, held: until ?? date } }
    : { code: 'STAFF.UNIT_UNKNOWN', params: { code: unitCode ?? '', date } };
  const { code, params = {} } = faults[0] ?? fault;
  throw new ConflictError('STAFF.BATCH_OUTDATED', { count, row, ...errorSentence(code, params) });
}
