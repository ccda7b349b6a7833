import { outgoing, type Received, type Tx } from '#messaging';
import type { FollowedPerson } from '../rules/follow-person.js';
import { servesAtDesk, type Told, type TrainingDuty } from '../rules/person-training.js';
import { markUnits } from './mark-units.js';

const STATES = `
  UPDATE person_state SET revision = new.revision, unit_id = new."unitId", unit_level = new."unitLevel",
    post = new.post, duties = coalesce(new.duties, '{}'), effective_date = new."effectiveDate",
    left_on = new."leftOn", training_revision = new."trainingRevision"
  FROM json_to_recordset($1) AS new ("personId" uuid, revision int, "unitId" uuid, "unitLevel" text, post text,
    duties text[], "effectiveDate" date, "leftOn" date, "trainingRevision" int)
  WHERE person_id = new."personId"`;

// Duties that end come first: only then may the same person's next retraining duty open.
const DUTIES = `
  INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on,
    deadline, cause, batch_id, moves, revision, fulfilled_on, certificate_id)
  SELECT id, "personId", "programmeId", kind, period, status, cohort, "classType", "unitId", "openedOn",
    deadline, cause, "batchId", moves, revision, "fulfilledOn", "certificateId"
  FROM json_to_recordset($1) AS new (id uuid, "personId" uuid, "programmeId" uuid, kind text, period int, status text,
    cohort text, "classType" text, "unitId" uuid, "openedOn" date, deadline date, cause text, "batchId" uuid, moves int,
    revision int, "fulfilledOn" date, "certificateId" uuid)
  ORDER BY status = 'open', id
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, cohort = excluded.cohort, class_type = excluded.class_type,
    unit_id = excluded.unit_id, opened_on = excluded.opened_on, deadline = excluded.deadline,
    batch_id = excluded.batch_id, moves = excluded.moves, revision = excluded.revision,
    fulfilled_on = excluded.fulfilled_on, certificate_id = excluded.certificate_id,
    overdue_step = CASE WHEN excluded.deadline > training_duty.deadline THEN 0 ELSE training_duty.overdue_step END,
    waiting_since = CASE WHEN excluded.status = 'open' THEN training_duty.waiting_since END,
    waiting_skill = CASE WHEN excluded.status = 'open' THEN training_duty.waiting_skill END,
    waiting_reason = CASE WHEN excluded.status = 'open' THEN training_duty.waiting_reason END`;

const CAUSES = `
  INSERT INTO duty_cause (duty_id, event_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING`;

const RELEASE = `
  UPDATE seat SET status = 'released', revision = new.revision
  FROM unnest($1::uuid[], $2::int[]) AS new (id, revision) WHERE seat.id = new.id AND status = 'granted'`;

// The desk rule counts where the person serves now.
const SEATS_FOLLOW = `
  UPDATE seat SET unit_id = new.unit_id, desk = new.desk
  FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS new (id, unit_id, desk)
  WHERE seat.id = new.id AND (seat.unit_id, seat.desk) IS DISTINCT FROM (new.unit_id, new.desk)`;

/** Writes what followed for people, publishes it, and marks their units for the allocator. */
export async function savePeople(
  tx: Tx,
  followed: FollowedPerson[],
  causedBy: (eventId: string | undefined) => Received | undefined,
): Promise<void> {
  const people = followed.map(({ person }) => person);
  await tx.query(STATES, [JSON.stringify(people.map(person => ({ ...person.held, ...withoutTraining(person) })))]);
  await saveDuties(
    tx,
    followed.flatMap(({ changed }) => [...changed.values()]),
  );
  const answered = followed.flatMap(one => one.answered);
  if (answered.length > 0)
    await tx.query(CAUSES, [answered.map(({ dutyId }) => dutyId), answered.map(({ eventId }) => eventId)]);
  const released = followed.flatMap(one => one.released ?? []);
  if (released.length > 0)
    await tx.query(RELEASE, [released.map(({ id }) => id), released.map(({ revision }) => revision)]);
  const kept = people.flatMap(({ seat, held }) => (seat && held ? [{ id: seat.id, held }] : []));
  if (kept.length > 0)
    await tx.query(SEATS_FOLLOW, [
      kept.map(({ id }) => id),
      kept.map(({ held }) => held.unitId),
      kept.map(({ held }) => servesAtDesk(held)),
    ]);
  publish(
    tx,
    followed.flatMap(({ told }) => told),
    causedBy,
  );
  const units = new Set(followed.flatMap(one => [...one.units]));
  await markUnits(
    tx,
    [...units],
    released.map(({ classId }) => classId),
  );
}

async function saveDuties(tx: Tx, duties: TrainingDuty[]): Promise<void> {
  if (duties.length > 0) await tx.query(DUTIES, [JSON.stringify(duties)]);
}

/** Saves changed duties, and tells of each. */
export async function saveChanged(
  tx: Tx,
  changed: readonly { duty: TrainingDuty; told: Told | Told[] }[],
  causedBy?: Received,
): Promise<void> {
  await saveDuties(
    tx,
    changed.map(({ duty }) => duty),
  );
  publish(
    tx,
    changed.flatMap(({ told }) => told),
    () => causedBy,
  );
}

function publish(tx: Tx, told: Told[], causedBy: (eventId: string | undefined) => Received | undefined): void {
  for (const { event, key, revision, causeId } of told)
    tx.publish(outgoing(event, { key, revision, causedBy: causedBy(causeId) }));
}

function withoutTraining({ personId, revision, effectiveDate, leftOn, trainingRevision }: FollowedPerson['person']) {
  return { personId, revision, effectiveDate, leftOn, trainingRevision };
}
