import { CertificateIssued, CertificateSuperseded, make } from '#contracts';
import { uuidFrom } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { fulfilled } from '../rules/duty-events.js';
import type { TrainingDuty } from '../rules/person-training.js';
import { DUTY_FIELDS } from './load-people.js';
import { numbersFor, skillsFor, certificatesBefore } from './number-certificates.js';
import { saveChanged } from './save-people.js';

export interface Held {
  classId: string;
  programmeId: string;
  startsOn: string;
  endsOn: string;
}

interface Attendee {
  personId: string;
  unitId: string;
}

// A class marked late may be older than one that the person has a certificate for: then the newer one stays the
// current one, and the older is superseded from the start.
const CURRENT = `
  SELECT id, person_id AS "personId", class_began_on(class_id) > $2::date AS newer FROM certificate
  WHERE superseded_by IS NULL AND revoked_on IS NULL AND person_id = ANY ($1::uuid[])`;

const COUNT_UP = `
  UPDATE person_state SET training_revision = training_revision + 1 WHERE person_id = ANY ($1::uuid[])
  RETURNING person_id AS "personId", training_revision AS revision`;

// The old one steps back before the new one comes, because only one may be current; the foreign key waits for it.
const SUPERSEDE = `
  UPDATE certificate SET superseded_by = new.by FROM unnest($1::uuid[], $2::uuid[]) AS new (id, by)
  WHERE certificate.id = new.id`;

const ISSUE = `
  INSERT INTO certificate
    (id, person_id, class_id, programme_id, unit_id, issued_on, superseded_by, number, skill, valid_until)
  SELECT id, person_id, $1, $2, unit_id, $3, superseded_by, number, skill,
    ($3::date + make_interval(months => $10))::date
  FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[])
    AS new (id, person_id, unit_id, superseded_by, number, skill)`;

const OPEN_BEFORE = `
  SELECT ${DUTY_FIELDS} FROM training_duty
  WHERE person_id = ANY ($1::uuid[]) AND status = 'open' AND opened_on <= $2 ORDER BY id`;

/** Certificates for the people who attended a class, in place of their earlier ones; they answer what was owed by then. */
export async function issueCertificates(tx: Tx, held: Held, attendees: Attendee[], validMonths: number): Promise<void> {
  const personIds = attendees.map(({ personId }) => personId);
  const known = await certificatesBefore(tx, held.classId, personIds);
  const idOf = (personId: string) => {
    const nth = known.get(personId)?.ofClass ?? 0;
    return uuidFrom('certificate', personId, held.classId, ...(nth > 0 ? [nth + 1] : []));
  };
  const current = await tx.query<{ id: string; personId: string; newer: boolean }>(CURRENT, [personIds, held.startsOn]);
  const newer = new Map(current.filter(one => one.newer).map(({ personId, id }) => [personId, id]));
  const older = current.filter(one => !one.newer);
  await tx.query(SUPERSEDE, [older.map(({ id }) => id), older.map(({ personId }) => idOf(personId))]);
  await tx.query(ISSUE, [
    held.classId,
    held.programmeId,
    held.endsOn,
    personIds.map(idOf),
    personIds,
    attendees.map(({ unitId }) => unitId),
    personIds.map(personId => newer.get(personId) ?? null),
    await numbersFor(tx, held, personIds.map(idOf)),
    await skillsFor(
      tx,
      held,
      personIds.map(personId => known.get(personId)?.skill),
    ),
    validMonths,
  ]);
  const superseded = new Map(current.map(({ id, personId, newer: stays }) => [personId, { id, stays }]));
  const counted = await tx.query<{ personId: string; revision: number }>(COUNT_UP, [personIds]);
  const revisions = new Map(counted.map(({ personId, revision }) => [personId, revision]));
  for (const { personId, unitId } of attendees) {
    const certificateId = idOf(personId);
    const order = { key: personId, revision: revisions.get(personId)! };
    const { classId, programmeId, endsOn: issuedOn } = held;
    tx.publish(
      outgoing(make(CertificateIssued, { certificateId, personId, classId, programmeId, unitId, issuedOn }), order),
    );
    const other = superseded.get(personId);
    if (!other) continue;
    const [loser, winner] = other.stays ? [certificateId, other.id] : [other.id, certificateId];
    const event = make(CertificateSuperseded, { certificateId: loser, personId, supersededById: winner });
    tx.publish(outgoing(event, order));
  }
  await fulfilDuties(tx, held, personIds, idOf);
}

async function fulfilDuties(tx: Tx, { startsOn, endsOn }: Held, personIds: string[], idOf: (id: string) => string) {
  const owed = await tx.query<TrainingDuty>(OPEN_BEFORE, [personIds, startsOn]);
  const answered = owed.map(duty => fulfilled(duty, { startsOn, endsOn, certificateId: idOf(duty.personId) }));
  await saveChanged(tx, answered);
}
