import type { Tx } from '#messaging';

const LATE_SINCE = `
  INSERT INTO allocation_due (unit_id)
  SELECT DISTINCT unit_id FROM training_duty
  WHERE status = 'open' AND kind = 'retraining' AND waiting_reason IS NOT NULL AND deadline < $1::date`;

/** Marks the units of people whose deadline is over: from then on a late class is better than none. */
export async function markOverdue(tx: Tx, today: string): Promise<void> {
  await tx.query(LATE_SINCE, [today]);
}
