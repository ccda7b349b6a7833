import type { Tx } from '#messaging';

/**
 * A released batch is applied chunk by chunk after it was checked as a whole, so what it was checked against must not
 * move in between: a release holds the registry alone, a change by hand shares it and then sees who is being moved.
 */
export async function lockRegistry(tx: Tx, how: 'alone' | 'shared'): Promise<void> {
  const lock = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.query(`SELECT ${lock}(hashtext('staff-registry'))`);
}

/** The first of these people who stands in a batch that is being applied just now. */
export async function findBeingMoved(
  tx: Tx,
  personIds: readonly string[],
): Promise<{ staffCode: string; batch: string } | undefined> {
  const [found] = await tx.query<{ staffCode: string; batch: string }>(
    `SELECT staff_code AS "staffCode", batch FROM being_moved($1::uuid[])`,
    [personIds],
  );
  return found;
}
