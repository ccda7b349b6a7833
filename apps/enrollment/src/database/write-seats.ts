// The one place that gives and takes back seats: each change counts up what happened to the person and is told.
import { make, SeatGranted, SeatReleased } from '#contracts';
import { uuidFrom } from '#kernel';
import { outgoing, type Tx } from '#messaging';

const COUNT_UP = `
  UPDATE person_state SET training_revision = training_revision + 1 WHERE person_id = ANY ($1::uuid[])
  RETURNING person_id AS "personId", training_revision AS revision`;

/** The next revision of each person's seats; the people are locked. */
export async function nextRevisions(tx: Tx, personIds: string[]): Promise<(personId: string) => number> {
  const rows = await tx.query<{ personId: string; revision: number }>(COUNT_UP, [personIds]);
  const revisions = new Map(rows.map(({ personId, revision }) => [personId, revision]));
  return personId => revisions.get(personId)!;
}

export interface SeatToRelease {
  seatId: string;
  classId: string;
  personId: string;
}

const RELEASE = `
  UPDATE seat SET status = 'released', revision = new.revision
  FROM unnest($1::uuid[], $2::int[]) AS new (id, revision) WHERE seat.id = new.id`;

/** Takes seats back; at most one of a person. */
export async function releaseSeats(tx: Tx, seats: SeatToRelease[], reason: SeatReleased['reason']): Promise<void> {
  if (seats.length === 0) return;
  const next = await nextRevisions(
    tx,
    seats.map(({ personId }) => personId),
  );
  await tx.query(RELEASE, [seats.map(({ seatId }) => seatId), seats.map(({ personId }) => next(personId))]);
  for (const { seatId, classId, personId } of seats)
    tx.publish(
      outgoing(make(SeatReleased, { seatId, classId, personId, reason }), { key: personId, revision: next(personId) }),
    );
}

export interface SeatToGrant {
  classId: string;
  startsOn: string;
  personId: string;
  unitId: string;
  desk: boolean;
  by: SeatGranted['by'];
  reservationId?: string | null;
  /** Subject of the account that asked for it; null when the rules gave it. */
  placedBy?: string | null;
}

// A person may get, lose and get again a seat in the same class: each grant is a seat of its own.
const EARLIER = `
  SELECT class_id || '/' || person_id AS pair, count(*)::int AS seats
  FROM seat JOIN unnest($1::uuid[], $2::uuid[]) AS new (class_id, person_id) USING (class_id, person_id)
  GROUP BY class_id, person_id`;

const GRANT = `
  INSERT INTO seat
    (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, reservation_id, placed_by, revision)
  SELECT id, class_id, person_id, unit_id, desk, starts_on, 'granted', granted_by, reservation_id, placed_by, revision
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::date[], $7::text[], $8::uuid[],
    $9::text[], $10::int[])
    AS new (id, class_id, person_id, unit_id, desk, starts_on, granted_by, reservation_id, placed_by, revision)
  ORDER BY class_id, person_id`;

// Whoever has a seat waits for nothing.
const SEATED = `
  UPDATE training_duty SET waiting_reason = NULL, waiting_since = NULL, waiting_skill = NULL
  WHERE person_id = ANY ($1::uuid[]) AND status = 'open' AND waiting_reason IS NOT NULL`;

/** Gives seats; the database refuses what a class has no room for, or a person no day. */
export async function grantSeats(
  tx: Tx,
  grants: SeatToGrant[],
  next?: (personId: string) => number,
): Promise<{ seatId: string; personId: string }[]> {
  if (grants.length === 0) return [];
  const classIds = grants.map(({ classId }) => classId);
  const personIds = grants.map(({ personId }) => personId);
  const revision = next ?? (await nextRevisions(tx, personIds));
  const earlier = await tx.query<{ pair: string; seats: number }>(EARLIER, [classIds, personIds]);
  const seatsBefore = new Map(earlier.map(({ pair, seats }) => [pair, seats]));
  const idOf = ({ classId, personId }: SeatToGrant) =>
    uuidFrom('seat', classId, personId, (seatsBefore.get(`${classId}/${personId}`) ?? 0) + 1);
  await tx.query(GRANT, [
    grants.map(idOf),
    classIds,
    personIds,
    grants.map(({ unitId }) => unitId),
    grants.map(({ desk }) => desk),
    grants.map(({ startsOn }) => startsOn),
    grants.map(({ by }) => by),
    grants.map(({ reservationId }) => reservationId ?? null),
    grants.map(({ placedBy }) => placedBy ?? null),
    personIds.map(revision),
  ]);
  await tx.query(SEATED, [personIds]);
  for (const grant of grants) {
    const { classId, personId, unitId, by } = grant;
    const event = make(SeatGranted, { seatId: idOf(grant), classId, personId, unitId, by });
    tx.publish(outgoing(event, { key: personId, revision: revision(personId) }));
  }
  return grants.map(grant => ({ seatId: idOf(grant), personId: grant.personId }));
}
