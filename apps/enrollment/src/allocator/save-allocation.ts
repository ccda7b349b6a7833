import { make, WaitlistJoined, type WaitingReason } from '#contracts';
import { outgoing, type Tx } from '#messaging';
import { grantSeats, nextRevisions } from '../database/write-seats.js';
import type { Allocation, Grant } from '../rules/allocate-seats.js';
import type { DuePerson } from '../rules/owed-class.js';

// One look into the index for each person: another duty of theirs may say it already.
const WAIT = `
  UPDATE training_duty
  SET waiting_reason = changed.reason, waiting_skill = changed.skill, waiting_since = coalesce(waiting_since, $4::date)
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (person_id, reason, skill)
    CROSS JOIN LATERAL (
      SELECT id, new.reason, new.skill FROM training_duty
      WHERE person_id = new.person_id AND status = 'open'
        AND (waiting_reason, waiting_skill) IS DISTINCT FROM (new.reason, new.skill) OFFSET 0) AS changed
  WHERE training_duty.id = changed.id AND status = 'open'`;

const SKIP = `
  INSERT INTO seat_skip AS known (class_id, person_id, unit_id, reason, skipped_on)
  SELECT class_id, person_id, unit_id, reason, $5::date
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS new (class_id, person_id, unit_id, reason)
  ORDER BY person_id, class_id
  ON CONFLICT (person_id, class_id) DO UPDATE
    SET reason = excluded.reason, unit_id = excluded.unit_id, skipped_on = excluded.skipped_on
    WHERE (known.reason, known.unit_id) IS DISTINCT FROM (excluded.reason, excluded.unit_id)`;

export interface Waiter {
  person: DuePerson;
  reason: WaitingReason;
}

function isSaid({ person: { said, skill = null }, reason }: Waiter): boolean {
  return said !== null && said.reason === reason && said.waitingSkill === skill;
}

/** Writes the seats granted, the reasons of those who wait and of every class that passed them by, and tells what is new. */
export async function saveAllocation(
  tx: Tx,
  { grants, waiting, skips }: Allocation<DuePerson>,
  reservationOf: (grant: Grant) => string | null,
  today: string,
): Promise<void> {
  const joined = waiting.filter(({ person, reason }) => person.reason !== reason);
  const next = await nextRevisions(
    tx,
    [...grants, ...joined].map(({ person }) => person.personId),
  );
  const seats = grants.map(grant => {
    const { personId, unitId, desk } = grant.person;
    const { id: classId, startsOn } = grant.class;
    return { classId, startsOn, personId, unitId, desk, by: grant.by, reservationId: reservationOf(grant) };
  });
  await grantSeats(tx, seats, next);
  // Nearly all wait for what they waited for before.
  const changed = waiting.filter(waiter => !isSaid(waiter));
  if (changed.length > 0)
    await tx.query(WAIT, [
      changed.map(({ person }) => person.personId),
      changed.map(({ reason }) => reason),
      changed.map(({ person }) => person.skill ?? null),
      today,
    ]);
  for (const { person, reason } of joined) {
    const { personId, unitId, deadline } = person;
    const event = make(WaitlistJoined, { personId, unitId, deadline, reason });
    tx.publish(outgoing(event, { key: personId, revision: next(personId) }));
  }
  if (skips.length > 0)
    await tx.query(SKIP, [
      skips.map(({ classId }) => classId),
      skips.map(({ person }) => person.personId),
      skips.map(({ person }) => person.unitId),
      skips.map(({ reason }) => reason),
      today,
    ]);
}
