import type { AssignmentState } from '#contracts';
import { arrayText, type Tx } from '#messaging';
import type { AttendedClass, HeldSeat, PersonTraining, TrainingDuty } from '../rules/person-training.js';

type LockedPerson = Omit<PersonTraining, 'held' | 'duties' | 'seat' | 'lastAttended'> & {
  [Field in keyof AssignmentState]: AssignmentState[Field] | null;
};

const PEEK = `
  SELECT person_id AS "personId", revision, unit_id AS "unitId", unit_level AS "unitLevel", post, duties,
    effective_date AS "effectiveDate", left_on AS "leftOn", training_revision AS "trainingRevision"
  FROM person_state WHERE person_id = ANY ($1::uuid[])`;

// A person's row is the lock of everything about the person's training; always taken in the order of the ids.
const LOCK = `${PEEK} ORDER BY person_id FOR NO KEY UPDATE`;

const UNKNOWN = {
  revision: 0,
  held: null,
  effectiveDate: null,
  leftOn: null,
  trainingRevision: 0,
  seat: null,
  lastAttended: null,
};

const PUT_UNKNOWN = `
  INSERT INTO person_state (person_id, revision)
  SELECT id, 0 FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING`;

export const DUTY_FIELDS = `
  id, person_id AS "personId", programme_id AS "programmeId", kind, period, status, cohort, class_type AS "classType",
  unit_id AS "unitId", opened_on AS "openedOn", deadline, cause, batch_id AS "batchId", moves, revision,
  fulfilled_on AS "fulfilledOn", certificate_id AS "certificateId"`;

// One look into the index for each person, whatever the statistics say: during a shock the table grows from hardly
// anything, and what looks cheap then, reading all of it for each two thousand people, is most of the work later.
const DUTIES = `
  SELECT owed.* FROM unnest($1::uuid[]) AS who CROSS JOIN LATERAL (
    SELECT ${DUTY_FIELDS} FROM training_duty
    WHERE person_id = who AND (status = 'open' OR kind = 'yearly') OFFSET 0) AS owed
  ORDER BY id`;

const SEATS = `
  SELECT seat.id, class_id AS "classId", person_id AS "personId", class_type AS "classType",
    seat.starts_on AS "startsOn", seat.revision
  FROM seat JOIN training_class ON training_class.id = class_id
  WHERE person_id = ANY ($1::uuid[]) AND seat.status = 'granted'`;

const ATTENDED = `
  SELECT DISTINCT ON (person_id) person_id AS "personId", starts_on AS "startsOn", ends_on AS "endsOn",
    certificate.id AS "certificateId"
  FROM certificate JOIN training_class ON training_class.id = class_id
  WHERE person_id = ANY ($1::uuid[]) AND revoked_on IS NULL ORDER BY person_id, starts_on DESC, certificate.id`;

/** Locks people until the commit and reads their training; `personIds` are distinct and sorted. */
export async function loadPeople(tx: Tx, personIds: string[]): Promise<PersonTraining[]> {
  return withTraining(tx, await lockPeople(tx, personIds));
}

/** Reads the training of people without locking them or leaving a trace; somebody unknown has none. */
export async function peekPeople(tx: Tx, personIds: string[]): Promise<PersonTraining[]> {
  const known = await withTraining(tx, await tx.query<LockedPerson>(PEEK, [arrayText(personIds)]));
  const byId = new Map(known.map(person => [person.personId, person]));
  return personIds.map(personId => byId.get(personId) ?? { personId, ...UNKNOWN, duties: [] });
}

async function lockPeople(tx: Tx, personIds: string[]): Promise<LockedPerson[]> {
  const ids = arrayText(personIds);
  let locked = await tx.query<LockedPerson>(LOCK, [ids]);
  if (locked.length < personIds.length) {
    await tx.query(PUT_UNKNOWN, [ids]);
    locked = await tx.query<LockedPerson>(LOCK, [ids]);
  }
  return locked;
}

async function withTraining(tx: Tx, people: LockedPerson[]): Promise<PersonTraining[]> {
  const ids = arrayText(people.map(({ personId }) => personId));
  const duties = Map.groupBy(await tx.query<TrainingDuty>(DUTIES, [ids]), duty => duty.personId);
  const seats = new Map((await tx.query<HeldSeat>(SEATS, [ids])).map(seat => [seat.personId, seat]));
  const attended = await tx.query<AttendedClass & { personId: string }>(ATTENDED, [ids]);
  const lastAttended = new Map(attended.map(one => [one.personId, one]));
  return people.map(({ unitId, unitLevel, post, duties: beside, ...person }) => ({
    ...person,
    held: unitId && unitLevel && post ? { unitId, unitLevel, post, duties: beside ?? [] } : null,
    duties: duties.get(person.personId) ?? [],
    seat: seats.get(person.personId) ?? null,
    lastAttended: lastAttended.get(person.personId) ?? null,
  }));
}
