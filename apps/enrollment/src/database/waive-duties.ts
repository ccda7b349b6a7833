// The one place that sets duties aside by decision: one duty by hand, or all duties of an approved request.
import type { Received, Tx } from '#messaging';
import { waived } from '../rules/duty-events.js';
import type { PersonTraining, TrainingDuty } from '../rules/person-training.js';
import { markUnits } from './mark-units.js';
import { releaseUnneededSeats } from './release-unneeded-seats.js';
import { saveChanged } from './save-people.js';

export interface Waiver {
  reason: string;
  until: string;
  on: string;
  by: string;
  bulkWaiverId?: string;
  causedBy?: Received;
}

const KEEP = `
  INSERT INTO duty_waiver (duty_id, revision, person_id, reason, until, waived_on, waived_by, bulk_waiver_id)
  SELECT id, revision, person_id, $4, $5, $6, $7, $8
  FROM unnest($1::uuid[], $2::int[], $3::uuid[]) AS waived (id, revision, person_id)`;

/** Sets open duties of locked people aside until a day; whoever then owes nothing gives the seat back. */
export async function waiveDuties(
  tx: Tx,
  people: PersonTraining[],
  duties: TrainingDuty[],
  { reason, until, on, by, bulkWaiverId, causedBy }: Waiver,
): Promise<void> {
  const changed = duties.map(duty => waived(duty, 'decided', on));
  await saveChanged(tx, changed, causedBy);
  const ids = duties.map(({ id }) => id);
  const revisions = changed.map(({ duty }) => duty.revision);
  const personIds = duties.map(({ personId }) => personId);
  await tx.query(KEEP, [ids, revisions, personIds, reason, until, on, by, bulkWaiverId ?? null]);
  await releaseUnneededSeats(tx, people, new Set(ids));
  await markUnits(tx, [...new Set(duties.map(({ unitId }) => unitId))]);
}
