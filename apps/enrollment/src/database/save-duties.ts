import { arrayText, column, columnText, type Tx } from '#messaging';
import type { TrainingDuty } from '../rules/person-training.js';

const OPEN = `
  INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on,
    deadline, cause, batch_id, moves, revision, fulfilled_on, certificate_id, waiting_since, waiting_reason)
  SELECT *, CASE WHEN waiting_since IS NOT NULL THEN 'no-class' END
  FROM unnest($1::uuid[], $2::uuid[], ${column(3, 'uuid')}, ${column(4, 'text')}, ${column(5, 'int')},
      ${column(6, 'text')}, ${column(7, 'text')}, ${column(8, 'text')}, ${column(9, 'uuid')}, ${column(10, 'date')},
      ${column(11, 'date')}, ${column(12, 'text')}, ${column(13, 'uuid')}, ${column(14, 'int')}, ${column(15, 'int')},
      ${column(16, 'date')}, ${column(17, 'uuid')}, ${column(18, 'date')})
    AS new (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on, deadline, cause,
      batch_id, moves, revision, fulfilled_on, certificate_id, waiting_since)
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

/** Since when the person of a new duty waits for a class to come; null as long as nobody has looked for one. */
type WaitingSince = (duty: TrainingDuty) => string | null;

/** Writes new duties and changed ones; their people are locked. A changed one goes on to wait as it does. */
export async function saveDuties(
  tx: Tx,
  duties: readonly TrainingDuty[],
  waitingSince: WaitingSince = () => null,
): Promise<void> {
  const { opened = [], changed = [] } = Object.groupBy(duties, ({ revision }) =>
    revision === 1 ? 'opened' : 'changed',
  );
  // Duties that end come first: only then may the same person's next retraining duty open.
  if (changed.length > 0) await tx.query(SAVE, columnsOf(changed, waitingSince));
  // Nobody else can have written the first revision, and to look for it would cost a seventh of the insert.
  if (opened.length > 0) await tx.query(OPEN, columnsOf(opened, waitingSince));
}

function columnsOf(duties: readonly TrainingDuty[], waitingSince: WaitingSince): string[] {
  return [
    arrayText(duties.map(({ id }) => id)),
    arrayText(duties.map(({ personId }) => personId)),
    columnText(duties.map(({ programmeId }) => programmeId)),
    columnText(duties.map(({ kind }) => kind)),
    columnText(duties.map(({ period }) => period)),
    columnText(duties.map(({ status }) => status)),
    columnText(duties.map(({ cohort }) => cohort)),
    columnText(duties.map(({ classType }) => classType)),
    columnText(duties.map(({ unitId }) => unitId)),
    columnText(duties.map(({ openedOn }) => openedOn)),
    columnText(duties.map(({ deadline }) => deadline)),
    columnText(duties.map(({ cause }) => cause)),
    columnText(duties.map(({ batchId }) => batchId)),
    columnText(duties.map(({ moves }) => moves)),
    columnText(duties.map(({ revision }) => revision)),
    columnText(duties.map(({ fulfilledOn }) => fulfilledOn)),
    columnText(duties.map(({ certificateId }) => certificateId)),
    columnText(duties.map(waitingSince)),
  ];
}
