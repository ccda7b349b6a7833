// People, units and classes that a story of a flow can be about, chosen by what is so in the databases.
import type { Office } from './office.js';

export interface Place {
  classId: string;
  unitId: string;
  startsOn: string;
  endsOn: string;
}

/** The last commune class in which a unit has three people or more who stand at no desk. */
export async function crowdedPlace(office: Office): Promise<Place> {
  const [found] = await office.rows<Place>(
    'enrollment',
    `SELECT c.id AS "classId", s.unit_id AS "unitId", c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn"
     FROM seat s JOIN training_class c ON c.id = class_id
     WHERE s.status = 'granted' AND NOT desk AND class_type = 'commune'
     GROUP BY c.id, s.unit_id HAVING count(*) >= 3 ORDER BY c.starts_on DESC, c.id, s.unit_id LIMIT 1`,
  );
  return found!;
}

/** What is free in the commune classes near a unit, with the day before each begins. */
export function freeSeatsNear(
  office: Office,
  unitId: string,
): Promise<{ id: string; seats: number; lastDay: string }[]> {
  return office.rows(
    'enrollment',
    `SELECT c.id, maximum - granted - reserved AS seats, (starts_on - 1)::text AS "lastDay"
     FROM training_class c JOIN class_reach r ON r.class_id = c.id
     WHERE r.unit_id = $1 AND status = 'open' AND class_type = 'commune' AND granted + reserved < maximum`,
    [unitId],
  );
}

/** A commune, not this one, in which nobody waits for a seat. */
export async function unitWhereNobodyWaits(office: Office, except: string): Promise<string> {
  const [found] = await office.rows<{ id: string }>(
    'enrollment',
    `SELECT unit_id AS id FROM person_state p WHERE unit_level = 'commune' AND unit_id <> $1
     GROUP BY unit_id HAVING bool_and(NOT EXISTS (
       SELECT FROM training_duty d WHERE d.person_id = p.person_id AND d.status = 'open' AND NOT EXISTS (
         SELECT FROM seat s WHERE s.person_id = d.person_id AND s.status = 'granted')))
     ORDER BY unit_id LIMIT 1`,
    [except],
  );
  return found!.id;
}

/** Somebody in a department who never owed anything. */
export async function personWhoOwesNothing(office: Office): Promise<string> {
  const [found] = await office.rows<{ id: string }>(
    'enrollment',
    `SELECT person_id AS id FROM person_state
     WHERE unit_level = 'department' AND duties = '{}'
       AND NOT EXISTS (SELECT FROM training_duty d WHERE d.person_id = person_state.person_id)
     ORDER BY person_id LIMIT 1`,
  );
  return found!.id;
}

/** Of the commune classes that begin in these days the one with the fewest people above its minimum. */
export async function smallestClass(
  office: Office,
  from: string,
  to: string,
): Promise<{ id: string; startsOn: string; minimum: number }> {
  const [found] = await office.rows<{ id: string; startsOn: string; minimum: number }>(
    'enrollment',
    `SELECT id, starts_on::text AS "startsOn", minimum FROM training_class
     WHERE class_type = 'commune' AND status = 'open' AND starts_on BETWEEN $1 AND $2
     ORDER BY granted - minimum, starts_on, id LIMIT 1`,
    [from, to],
  );
  return found!;
}

/** Of these people those who owe training and have a seat or stand on the waiting list; `moved` with the change of their class. */
export function notLost(office: Office, personIds: string[]): Promise<{ id: string; moved: boolean }[]> {
  return office.rows(
    'enrollment',
    `SELECT person_id AS id, EXISTS (
         SELECT FROM seat s WHERE s.person_id = p.person_id AND status = 'granted' AND granted_by = 'class-change') AS moved
     FROM unnest($1::uuid[]) AS p (person_id)
     WHERE EXISTS (SELECT FROM training_duty d WHERE d.person_id = p.person_id AND d.status = 'open' AND (
       waiting_reason IS NOT NULL
       OR EXISTS (SELECT FROM seat s WHERE s.person_id = p.person_id AND s.status = 'granted')))`,
    [personIds],
  );
}
