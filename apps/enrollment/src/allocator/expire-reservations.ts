import type { Tx } from '#messaging';
import { markUnits } from '../database/mark-units.js';

const EXPIRE = `
  UPDATE seat_reservation SET expired = true
  WHERE id IN (
    SELECT r.id FROM seat_reservation r JOIN training_class c ON c.id = class_id
    WHERE NOT expired AND expires_on < $1::date ORDER BY c.id FOR NO KEY UPDATE OF c)
  RETURNING class_id AS "classId"`;

/** Gives back to everybody what units reserved and did not use by the day they were given. */
export async function expireReservations(tx: Tx, today: string): Promise<void> {
  const expired = await tx.query<{ classId: string }>(EXPIRE, [today]);
  await markUnits(tx, [], [...new Set(expired.map(({ classId }) => classId))]);
}
