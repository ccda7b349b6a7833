import { make, SeatGranted, SeatReleased, WaitlistJoined, type WaitingReason } from '#contracts';
import { uuidFrom } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import type { Grant } from '../rules/allocate-seats.js';
import type { DuePerson } from '../rules/owed-class.js';
import type { HeldDeskSeat } from './read-round.js';

const COUNT_UP = `
  UPDATE person_state SET training_revision = training_revision + 1 WHERE person_id = ANY ($1::uuid[])
  RETURNING person_id AS "personId", training_revision AS revision`;

/** The next revision of each person's seats; the people are locked. */
async function nextRevisions(tx: Tx, personIds: string[]): Promise<(personId: string) => number> {
  const rows = await tx.query<{ personId: string; revision: number }>(COUNT_UP, [personIds]);
  const revisions = new Map(rows.map(({ personId, revision }) => [personId, revision]));
  return personId => revisions.get(personId)!;
}

const RELEASE = `
  UPDATE seat SET status = 'released', revision = new.revision
  FROM unnest($1::uuid[], $2::int[]) AS new (id, revision) WHERE seat.id = new.id`;

export async function releaseSeats(tx: Tx, seats: HeldDeskSeat[]): Promise<void> {
  if (seats.length === 0) return;
  const next = await nextRevisions(
    tx,
    seats.map(({ personId }) => personId),
  );
  await tx.query(RELEASE, [seats.map(({ seatId }) => seatId), seats.map(({ personId }) => next(personId))]);
  for (const { seatId, classId, personId } of seats)
    tx.publish(
      outgoing(make(SeatReleased, { seatId, classId, personId, reason: 'class-does-not-fit' }), {
        key: personId,
        revision: next(personId),
      }),
    );
}

// A person may get, lose and get again a seat in the same class: each grant is a seat of its own.
const EARLIER = `
  SELECT class_id || '/' || person_id AS pair, count(*)::int AS seats
  FROM seat JOIN unnest($1::uuid[], $2::uuid[]) AS new (class_id, person_id) USING (class_id, person_id)
  GROUP BY class_id, person_id`;

const GRANT = `
  INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
  SELECT id, class_id, person_id, unit_id, desk, starts_on, 'granted', granted_by, revision
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::date[], $7::text[], $8::int[])
    AS new (id, class_id, person_id, unit_id, desk, starts_on, granted_by, revision)
  ORDER BY class_id, person_id`;

const WAIT = `
  UPDATE training_duty SET waiting_reason = new.reason,
    waiting_since = CASE WHEN new.reason IS NOT NULL THEN coalesce(waiting_since, $3::date) END
  FROM unnest($1::uuid[], $2::text[]) AS new (person_id, reason)
  WHERE training_duty.person_id = new.person_id AND status = 'open' AND waiting_reason IS DISTINCT FROM new.reason`;

export interface Waiter {
  person: DuePerson;
  reason: WaitingReason;
}

/** Writes the seats granted and the reasons of those who wait, and tells what is new. */
export async function saveAllocation(
  tx: Tx,
  grants: Grant<DuePerson>[],
  waiting: Waiter[],
  today: string,
): Promise<void> {
  const joined = waiting.filter(({ person, reason }) => person.reason !== reason);
  const next = await nextRevisions(
    tx,
    [...grants, ...joined].map(({ person }) => person.personId),
  );
  if (grants.length > 0) await saveGrants(tx, grants, next);
  await tx.query(WAIT, [
    [...grants, ...waiting].map(({ person }) => person.personId),
    [...grants.map(() => null), ...waiting.map(({ reason }) => reason)],
    today,
  ]);
  for (const { person, reason } of joined) {
    const { personId, unitId, deadline } = person;
    const event = make(WaitlistJoined, { personId, unitId, deadline, reason });
    tx.publish(outgoing(event, { key: personId, revision: next(personId) }));
  }
}

async function saveGrants(tx: Tx, grants: Grant[], next: (personId: string) => number): Promise<void> {
  const classIds = grants.map(grant => grant.class.id);
  const personIds = grants.map(({ person }) => person.personId);
  const earlier = await tx.query<{ pair: string; seats: number }>(EARLIER, [classIds, personIds]);
  const seatsBefore = new Map(earlier.map(({ pair, seats }) => [pair, seats]));
  const idOf = ({ class: { id: classId }, person: { personId } }: Grant) =>
    uuidFrom('seat', classId, personId, (seatsBefore.get(`${classId}/${personId}`) ?? 0) + 1);
  await tx.query(GRANT, [
    grants.map(idOf),
    classIds,
    personIds,
    grants.map(({ person }) => person.unitId),
    grants.map(({ person }) => person.desk),
    grants.map(grant => grant.class.startsOn),
    grants.map(({ by }) => by),
    personIds.map(next),
  ]);
  for (const grant of grants) {
    const { personId, unitId } = grant.person;
    const event = make(SeatGranted, { seatId: idOf(grant), classId: grant.class.id, personId, unitId, by: grant.by });
    tx.publish(outgoing(event, { key: personId, revision: next(personId) }));
  }
}
