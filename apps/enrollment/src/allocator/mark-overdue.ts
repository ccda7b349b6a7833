import { DutyOverdue, make } from '#contracts';
import { addDays } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import type { EnrollmentConfig } from '../enrollment.config.js';

const LATE_SINCE = `
  INSERT INTO allocation_due (unit_id)
  SELECT DISTINCT unit_id FROM training_duty
  WHERE status = 'open' AND kind = 'retraining' AND waiting_reason IS NOT NULL AND deadline < $1::date`;

const OVERDUE = `status = 'open' AND deadline < $1::date AND overdue_step < CASE WHEN deadline < $2::date THEN 2 ELSE 1 END`;

const LOCK = `
  SELECT person_id FROM person_state
  WHERE person_id IN (SELECT person_id FROM training_duty WHERE ${OVERDUE}) ORDER BY person_id FOR NO KEY UPDATE`;

const ESCALATE = `
  UPDATE training_duty SET overdue_step = CASE WHEN deadline < $2::date THEN 2 ELSE 1 END, revision = revision + 1
  WHERE ${OVERDUE}
  RETURNING id AS "dutyId", person_id AS "personId", unit_id AS "unitId", deadline, overdue_step AS step, revision`;

const NOTICE = `
  INSERT INTO notice (about_id, kind, unit_id, person_id, on_date)
  SELECT id, 'duty-overdue', unit_id, person_id, deadline FROM training_duty WHERE id = ANY ($1::uuid[])
  ON CONFLICT DO NOTHING`;

type Escalated = Omit<DutyOverdue, 'level'> & { step: number; revision: number };

/** Marks the units of people whose deadline is over, from when on a late class is better than none, and tells of them. */
export async function markOverdue(tx: Tx, today: string, { OVERDUE_UNIT_DAYS }: EnrollmentConfig): Promise<void> {
  await tx.query(LATE_SINCE, [today]);
  const days = [today, addDays(today, -OVERDUE_UNIT_DAYS)];
  await tx.query(LOCK, days);
  const escalated = await tx.query<Escalated>(ESCALATE, days);
  await tx.query(NOTICE, [escalated.map(({ dutyId }) => dutyId)]);
  for (const { step, revision, ...duty } of escalated) {
    const event = make(DutyOverdue, { ...duty, level: step === 2 ? 'province' : 'unit' });
    tx.publish(outgoing(event, { key: duty.dutyId, revision }));
  }
}
