import { arrayText, column, columnText, outgoing, type Received, type Tx } from '#messaging';
import type { FollowedPerson } from '../rules/follow-person.js';
import { servesAtDesk, type PersonTraining, type Told, type TrainingDuty } from '../rules/person-training.js';
import { markUnits } from './mark-units.js';
import { saveDuties } from './save-duties.js';

const STATES = `
  UPDATE person_state SET revision = new.revision, unit_id = new.unit_id, unit_level = new.unit_level, post = new.post,
    duties = new.duties::text[], effective_date = new.effective_date, left_on = new.left_on,
    training_revision = new.training_revision
  FROM unnest($1::uuid[], ${column(2, 'int')}, ${column(3, 'uuid')}, ${column(4, 'text')}, ${column(5, 'text')},
      ${column(6, 'text')}, ${column(7, 'date')}, ${column(8, 'date')}, ${column(9, 'int')})
    AS new (person_id, revision, unit_id, unit_level, post, duties, effective_date, left_on, training_revision)
  WHERE person_state.person_id = new.person_id`;

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
  await saveStates(tx, people);
  const waitingSince = new Map(followed.map(({ person, waitsSince }) => [person.personId, waitsSince]));
  await saveDuties(
    tx,
    followed.flatMap(({ changed }) => [...changed.values()]),
    ({ personId, status }) => (status === 'open' && waitingSince.get(personId)) || null,
  );
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
  const units = new Set(followed.flatMap(one => one.units));
  await markUnits(
    tx,
    [...units],
    released.map(({ classId }) => classId),
  );
}

async function saveStates(tx: Tx, people: readonly PersonTraining[]): Promise<void> {
  await tx.query(STATES, [
    arrayText(people.map(({ personId }) => personId)),
    columnText(people.map(({ revision }) => revision)),
    columnText(people.map(({ held }) => held?.unitId ?? null)),
    columnText(people.map(({ held }) => held?.unitLevel ?? null)),
    columnText(people.map(({ held }) => held?.post ?? null)),
    columnText(people.map(({ held }) => arrayText(held?.duties ?? []))),
    columnText(people.map(({ effectiveDate }) => effectiveDate)),
    columnText(people.map(({ leftOn }) => leftOn)),
    columnText(people.map(({ trainingRevision }) => trainingRevision)),
  ]);
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
