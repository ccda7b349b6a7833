import { addDays } from '#kernel';
import type { Tx } from '#messaging';
import type { EnrollmentConfig } from '../enrollment.config.js';

// Kept by the day it is about, too: what is to come would be noticed a second time.
const FORGET = `
  DELETE FROM notice
  WHERE greatest(on_date, (noticed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) < $1::date`;

const FORGET_MAILS = `
  DELETE FROM mail
  WHERE (written_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < $1::date
    AND NOT EXISTS (SELECT FROM notice WHERE mail_id = mail.id)`;

/** Deletes notices whose time is over, then the mails that carried nothing else. */
export async function forgetNotices(tx: Tx, today: string, { NOTICE_DAYS }: EnrollmentConfig): Promise<void> {
  const before = addDays(today, -NOTICE_DAYS);
  await tx.query(FORGET, [before]);
  await tx.query(FORGET_MAILS, [before]);
}
