import { addDays } from '#kernel';
import type { Tx } from '#messaging';
import type { EnrollmentConfig } from '../enrollment.config.js';

const REMIND = `
  INSERT INTO notice (about_id, kind, unit_id, person_id, class_id, on_date)
  SELECT id, 'class-soon', unit_id, person_id, class_id, starts_on FROM seat
  WHERE status = 'granted' AND starts_on BETWEEN $1::date AND $2::date
  ON CONFLICT DO NOTHING`;

/** Reminds the units of the people whose class begins soon, once for each seat. */
export async function remindOfClasses(tx: Tx, today: string, { REMIND_DAYS }: EnrollmentConfig): Promise<void> {
  await tx.query(REMIND, [today, addDays(today, REMIND_DAYS)]);
}
