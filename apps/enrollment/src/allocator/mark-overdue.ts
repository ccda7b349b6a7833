import { DutyOverdue, make } from '#contracts';
import { addDays } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import type { EnrollmentConfig } from '../enrollment.config.js';

const LATE_SINCE = `
  INSERT INTO allocation_due (unit_id)
  SELECT DISTINCT unit_id FROM training_duty
  WHERE status = 'open' AND kind = 'retraining' AND waiting_reason IS NOT NULL AND deadline < $1::date`;

const OVERDUE = `status = 'open' AND deadline < $1::date AND overdue_step < CASE WHEN deadline < $2::date THEN 2 ELSE 1 END`;

/** After a shock everybody's deadline is the same day: in one transaction the news of all of them would wait for it. */
const DUTIES_AT_ONCE = 5_000;

const LOCK = `
  SELECT person_id AS "personId" FROM person_state
  WHERE person_id IN (SELECT person_id FROM training_duty WHERE ${OVERDUE} LIMIT ${DUTIES_AT_ONCE})
  ORDER BY person_id FOR NO KEY UPDATE`;

const ESCALATE = `
  UPDATE training_duty SET overdue_step = CASE WHEN deadline < $2::date THEN 2 ELSE 1 END, revision = revision + 1
  WHERE ${OVERDUE} AND person_id = ANY ($3::uuid[])
  RETURNING id AS "dutyId", person_id AS "personId", unit_id AS "unitId", deadline, overdue_step AS step, revision`;

const NOTICE = `
  INSERT INTO notice (about_id, kind, unit_id, person_id, on_date)
  SELECT id, 'duty-overdue', unit_id, person_id, deadline FROM training_duty WHERE id = ANY ($1::uuid[])
  ON CONFLICT DO NOTHING`;

type Escalated = Omit<DutyOverdue, 'level'> & { step: number; revision: number };

/** Marks the units of people whose deadline is over: from then on a late class is better than none. */
export async function markUnitsOfTheLate(tx: Tx, today: string): Promise<void> {
  await tx.query(LATE_SINCE, [today]);
}

/** Tells of some duties whose deadline is over; true when there may be more. */
export async function markOverdue(tx: Tx, today: string, { OVERDUE_UNIT_DAYS }: EnrollmentConfig): Promise<boolean> {
  const days = [today, addDays(today, -OVERDUE_UNIT_DAYS)];
  const people = await tx.query<{ personId: string }>(LOCK, days);
  const escalated = await tx.query<Escalated>(ESCALATE, [...days, people.map(({ personId }) => personId)]);
  await tx.query(NOTICE, [escalated.map(({ dutyId }) => dutyId)]);
  for (const { step, revision, ...duty } of escalated) {
    const event = make(DutyOverdue, { ...duty, level: step === 2 ? 'province' : 'unit' });
    tx.publish(outgoing(event, { key: duty.dutyId, revision }));
  }
  return people.length > 0;
}
