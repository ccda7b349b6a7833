import { arrayText, type Tx } from '#messaging';
import type { TrainingDuty } from '../rules/person-training.js';

const OPEN = `
  INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on,
    deadline, cause, batch_id, moves, revision, fulfilled_on, certificate_id)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[],
      $9::uuid[], $10::date[], $11::date[], $12::text[], $13::uuid[], $14::int[], $15::int[], $16::date[], $17::uuid[])
    AS new (id, person_id, programme_id, kind, period, status)
  ORDER BY status = 'open', id`;

const SAVE = `${OPEN}
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, cohort = excluded.cohort, class_type = excluded.class_type,
    unit_id = excluded.unit_id, opened_on = excluded.opened_on, deadline = excluded.deadline,
    batch_id = excluded.batch_id, moves = excluded.moves, revision = excluded.revision,
    fulfilled_on = excluded.fulfilled_on, certificate_id = excluded.certificate_id,
    overdue_step = CASE WHEN excluded.deadline > training_duty.deadline THEN 0 ELSE training_duty.overdue_step END,
    waiting_since = CASE WHEN excluded.status = 'open' THEN training_duty.waiting_since END,
    waiting_skill = CASE WHEN excluded.status = 'open' THEN training_duty.waiting_skill END,
    waiting_reason = CASE WHEN excluded.status = 'open' THEN training_duty.waiting_reason END`;

/** Writes new duties and changed ones; their people are locked. */
export async function saveDuties(tx: Tx, duties: readonly TrainingDuty[]): Promise<void> {
  const { opened = [], changed = [] } = Object.groupBy(duties, ({ revision }) =>
    revision === 1 ? 'opened' : 'changed',
  );
  // Duties that end come first: only then may the same person's next retraining duty open.
  if (changed.length > 0) await tx.query(SAVE, columnsOf(changed));
  // Nobody else can have written the first revision, and to look for it would cost a seventh of the insert.
  if (opened.length > 0) await tx.query(OPEN, columnsOf(opened));
}

function columnsOf(duties: readonly TrainingDuty[]): string[] {
  return [
    arrayText(duties.map(({ id }) => id)),
    arrayText(duties.map(({ personId }) => personId)),
    arrayText(duties.map(({ programmeId }) => programmeId)),
    arrayText(duties.map(({ kind }) => kind)),
    arrayText(duties.map(({ period }) => period)),
    arrayText(duties.map(({ status }) => status)),
    arrayText(duties.map(({ cohort }) => cohort)),
    arrayText(duties.map(({ classType }) => classType)),
    arrayText(duties.map(({ unitId }) => unitId)),
    arrayText(duties.map(({ openedOn }) => openedOn)),
    arrayText(duties.map(({ deadline }) => deadline)),
    arrayText(duties.map(({ cause }) => cause)),
    arrayText(duties.map(({ batchId }) => batchId)),
    arrayText(duties.map(({ moves }) => moves)),
    arrayText(duties.map(({ revision }) => revision)),
    arrayText(duties.map(({ fulfilledOn }) => fulfilledOn)),
    arrayText(duties.map(({ certificateId }) => certificateId)),
  ];
}
