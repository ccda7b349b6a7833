import { CertificateRevoked, make } from '#contracts';
import { outgoing, type Tx } from '#messaging';
import { cohortOf } from '../rules/cohort.js';
import { fulfilled, opened } from '../rules/duty-events.js';
import type { TrainingDuty } from '../rules/person-training.js';
import { loadBook } from './load-book.js';
import { DUTY_FIELDS, loadPeople } from './load-people.js';
import { markUnits } from './mark-units.js';
import { saveChanged } from './save-people.js';
import { nextRevisions } from './write-seats.js';

export interface Revocation {
  certificateId: string;
  personId: string;
  reason: string;
  on: string;
  by: string;
}

const REVOKE = `
  UPDATE certificate SET revoked_on = $2, revoked_by = $3, revoke_reason = $4 WHERE id = $1 AND revoked_on IS NULL`;

// Of two retrainings that are owed as one again, the later says until when.
const ANSWERED = `SELECT ${DUTY_FIELDS} FROM training_duty WHERE certificate_id = $1 ORDER BY opened_on DESC, id`;

/**
 * Makes a certificate void. What it answered is owed again by whoever still is in a cohort, or is answered by another
 * class attended since; the person is locked.
 */
export async function revokeCertificate(
  tx: Tx,
  { certificateId, personId, reason, on, by }: Revocation,
): Promise<void> {
  await tx.query(REVOKE, [certificateId, on, by, reason]);
  const next = await nextRevisions(tx, [personId]);
  const event = make(CertificateRevoked, { certificateId, personId, revokedOn: on });
  tx.publish(outgoing(event, { key: personId, revision: next(personId) }));
  const answered = await tx.query<TrainingDuty>(ANSWERED, [certificateId]);
  const [person] = await loadPeople(tx, [personId]);
  const rules = (await loadBook(tx)).on(on)?.rules;
  const cohort = rules && person?.held ? cohortOf(rules, person.held) : undefined;
  if (!person?.held || !cohort) return;
  const { lastAttended, duties, held } = person;
  let owesRetraining = duties.some(({ kind, status }) => kind === 'retraining' && status === 'open');
  const changed = answered.flatMap(duty => {
    // Else nothing would be owed once that certificate is void, too.
    if (lastAttended && duty.openedOn <= lastAttended.startsOn) return fulfilled(duty, lastAttended);
    if (duty.kind === 'retraining' && owesRetraining) return [];
    owesRetraining ||= duty.kind === 'retraining';
    const now = { cohort: cohort.code, classType: cohort.classType, unitId: held.unitId };
    return opened({ ...duty, ...now, fulfilledOn: null, certificateId: null }, on);
  });
  await saveChanged(tx, changed);
  await markUnits(tx, [held.unitId]);
}
