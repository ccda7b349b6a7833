import { ConflictError, errorSentence } from '#kernel';
import type { Tx } from '#messaging';
import { checkMoves } from '../rules/check-moves.js';
import type { Fault } from '../rules/fault.js';
import { findBatch, type BatchView } from './batch-view.js';
import { loadFacts } from './load-facts.js';
import { findMovingElsewhere, findOutdated, readBasis, readRowsOfPerson } from './recheck-batch.js';

const RELEASE = `
  UPDATE reassignment_batch
  SET status = 'releasing', released_by = $2, released_at = clock_timestamp(), version = version + 1
  WHERE id = $1`;

/**
 * Looks whether the rows of a batch still fit, before the registry is held: where somebody or some unit changed since the check,
 * it takes ten seconds of a million rows, and meanwhile nobody could be changed by hand. Gives what they were held against;
 * undefined when they do not fit, or are not to be released.
 */
export async function checkAhead(tx: Tx, id: string): Promise<string | undefined> {
  const batch = await findBatch(tx, id);
  if (batch?.status !== 'validated') return undefined;
  // First: what changes after it, before or after the look at the rows, makes another basis.
  const { text: basis, isAsChecked } = await readBasis(tx, id);
  if (isAsChecked) return basis;
  const { count } = await findOutdated(tx, id, batch.reverses !== null);
  return count === 0 ? basis : undefined;
}

/**
 * Lets a checked batch take effect; the registry is held alone. Throws a conflict when its rows no longer fit, which is
 * looked for again where the basis of the check ahead is not the present one.
 */
export async function release(tx: Tx, batch: BatchView, subject: string, ahead: string | undefined): Promise<void> {
  await refuseMovingElsewhere(tx, batch);
  if (ahead === undefined || ahead !== (await readBasis(tx, batch.id)).text) await recheck(tx, batch);
  await tx.query(RELEASE, [batch.id, subject]);
}

async function refuseMovingElsewhere(tx: Tx, { id }: BatchView): Promise<void> {
  const moving = await findMovingElsewhere(tx, id);
  if (moving) throw new ConflictError('STAFF.PERSON_BEING_MOVED', { ...moving });
}

/** The registry may have moved since the upload; what no longer fits must not be applied. */
async function recheck(tx: Tx, { id, reverses }: BatchView): Promise<void> {
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
