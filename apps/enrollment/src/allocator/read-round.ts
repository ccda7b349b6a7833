import type { DemandGroup, SeatPlan } from '#contracts';
import { uuidFrom } from '#kernel';
import type { Tx } from '#messaging';
import { lastSkills } from '../database/number-certificates.js';
import type { Grant, OfferedClass } from '../rules/allocate-seats.js';
import type { DeskSeat, DeskShare } from '../rules/desk-rule.js';
import { dueSkill } from '../rules/due-skill.js';
import { owedClass, type DuePerson, type OpenDuty } from '../rules/owed-class.js';
import type { ProgrammeBook } from '../rules/programme-book.js';

const OFFERED = `
  SELECT id, announced IS NULL AS "isNew" FROM training_class JOIN programme_rules USING (programme_id) WHERE status = 'open'`;

/**
 * Open classes whose programme is known, and whether one is offered for the first time. Those read before the marks are
 * taken have all their marks taken with this round or an earlier one: so they alone may be announced at its end.
 */
export function offeredClasses(tx: Tx): Promise<{ id: string; isNew: boolean }[]> {
  return tx.query(OFFERED);
}

// Locked in one go, and after the people: whoever releases a seat locks in that order too.
const LOCK_CLASSES = `
  SELECT id FROM training_class JOIN programme_rules USING (programme_id)
  WHERE status = 'open' ORDER BY id FOR NO KEY UPDATE OF training_class`;

export async function lockClasses(tx: Tx): Promise<void> {
  await tx.query(LOCK_CLASSES);
}

// Those whom an offered class reaches compete for its seats, so they are all taken at once; of the others some, marked
// before the pass began, so that the pass has an end while news go on to come.
const TAKE = `
  DELETE FROM allocation_due WHERE unit_id IN (
    SELECT unit_id FROM allocation_due
    WHERE unit_id IN (SELECT unit_id FROM class_reach WHERE class_id = ANY ($1::uuid[]))
      OR EXISTS (SELECT FROM training_class WHERE id = ANY ($1::uuid[]) AND class_type = 'provincial')
    UNION ALL
    (SELECT DISTINCT unit_id FROM allocation_due WHERE id <= $2 ORDER BY unit_id LIMIT $3))
  RETURNING unit_id AS "unitId", id <= $2 AS "isOld"`;

export interface TakenMarks {
  unitIds: string[];
  /** So many of them were marked before the pass began: fewer than asked for when nothing is left of it. */
  old: number;
}

/** Takes the marks of all units that the offered classes reach, and of up to `others` others that were marked up to `newest`. */
export async function takeMarks(tx: Tx, offered: string[], newest: string, others: number): Promise<TakenMarks> {
  const marks = await tx.query<{ unitId: string; isOld: boolean }>(TAKE, [offered, newest, others]);
  const old = new Set(marks.filter(({ isOld }) => isOld).map(({ unitId }) => unitId));
  return { unitIds: [...new Set(marks.map(({ unitId }) => unitId))].sort(), old: old.size };
}

/** The mark that was made last, by its number; `0` when there is none. */
export async function newestMark(tx: Tx): Promise<string> {
  const [mark] = await tx.query<{ id: string }>('SELECT coalesce(max(id), 0)::text AS id FROM allocation_due');
  return mark?.id ?? '0';
}

// One look into the index for each person of the units: joined as a set, the open duties of everybody were read for each part.
export const LOCK_OWING = `
  SELECT person_id AS "personId" FROM person_state
  WHERE unit_id = ANY ($1::uuid[])
    AND EXISTS (SELECT FROM training_duty d WHERE d.person_id = person_state.person_id AND status = 'open' OFFSET 0)
  ORDER BY person_id FOR NO KEY UPDATE`;

export async function lockOwing(tx: Tx, unitIds: string[]): Promise<string[]> {
  return (await tx.query<{ personId: string }>(LOCK_OWING, [unitIds])).map(({ personId }) => personId);
}

const DESK_STAFF = `
  SELECT unit_id AS "unitId", count(*)::int AS staff FROM person_state
  WHERE unit_id = ANY ($1::uuid[]) AND 'one-stop' = ANY (duties) GROUP BY unit_id`;

export async function deskStaffOf(tx: Tx, unitIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ unitId: string; staff: number }>(DESK_STAFF, [unitIds]);
  return new Map(rows.map(({ unitId, staff }) => [unitId, staff]));
}

export interface HeldDeskSeat extends DeskSeat {
  classId: string;
}

const DESK_SEATS = `
  SELECT seat.id AS "seatId", person_id AS "personId", seat.unit_id AS "unitId", class_id AS "classId",
    seat.starts_on AS "startsOn", ends_on AS "endsOn", seat.status = 'attended' AS attended,
    rules -> 'deskRule' AS share
  FROM seat JOIN training_class ON training_class.id = class_id JOIN programme_rules USING (programme_id)
  WHERE desk AND seat.status IN ('granted', 'attended') AND seat.unit_id = ANY ($1::uuid[])
    AND training_class.ends_on >= coalesce((SELECT min(starts_on) FROM training_class WHERE status = 'open'), 'infinity')`;

/** Desk officers away; days before the first open class can no longer matter. */
export function deskSeatsOf(tx: Tx, unitIds: string[]): Promise<HeldDeskSeat[]> {
  return tx.query<HeldDeskSeat & { share: DeskShare }>(DESK_SEATS, [unitIds]);
}

const WAITING = `
  SELECT person_id AS "personId", p.unit_id AS "unitId", 'one-stop' = ANY (p.duties) AS desk, d.id AS "dutyId", kind,
    programme_id AS "programmeId", class_type AS "classType", opened_on AS "openedOn", deadline,
    waiting_reason AS reason, waiting_skill AS "waitingSkill"
  FROM training_duty d JOIN person_state p USING (person_id)
  WHERE person_id = ANY ($1::uuid[]) AND status = 'open' AND p.unit_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM seat WHERE seat.person_id = p.person_id AND seat.status = 'granted')`;

export async function waitingPeople(
  tx: Tx,
  personIds: string[],
  today: string,
  book: ProgrammeBook,
): Promise<DuePerson[]> {
  const duties = await tx.query<OpenDuty>(WAITING, [personIds]);
  const due = [...Map.groupBy(duties, ({ personId }) => personId).values()].map(owed => owedClass(owed, today));
  if (!book.hasClassesPerSkill) return due;
  const last = await lastSkills(tx, personIds);
  return due.map(person => ({ ...person, skill: dueSkill(book, person, last.get(person.personId)) }));
}

// A class that has begun stays open until its first mark, but nobody can come to it any more.
const CLASSES = `
  SELECT id, class_type AS "classType", skill, starts_on AS "startsOn", ends_on AS "endsOn",
    maximum + extra - granted - reserved AS free, rules -> 'deskRule' AS "deskShare"
  FROM training_class JOIN programme_rules USING (programme_id) WHERE status = 'open' AND starts_on > $1::date`;

const REACH = `
  SELECT class_id AS "classId", array_agg(unit_id) AS units FROM class_reach
  WHERE class_id = ANY ($1::uuid[]) AND unit_id = ANY ($2::uuid[]) GROUP BY class_id`;

const KEPT = `
  SELECT plan.class_id AS "classId", plan.unit_id AS "unitId",
    greatest(0, plan.seats - plan.desk_seats - coalesce(used.others, 0))
      + greatest(0, plan.desk_seats - coalesce(used.desk, 0)) AS seats,
    greatest(0, plan.desk_seats - coalesce(used.desk, 0)) AS "deskSeats"
  FROM class_seat_plan plan LEFT JOIN (
    SELECT class_id, unit_id, count(*) FILTER (WHERE desk)::int AS desk, count(*) FILTER (WHERE NOT desk)::int AS others
    FROM seat WHERE granted_by IN ('seat-plan', 'nomination', 'swap') AND status <> 'released' AND class_id = ANY ($1::uuid[])
    GROUP BY class_id, unit_id) used USING (class_id, unit_id)
  WHERE plan.class_id = ANY ($1::uuid[]) AND plan.unit_id = ANY ($2::uuid[])`;

const RESERVED = `
  SELECT class_id AS "classId", unit_id AS "unitId", seats - used AS seats FROM seat_reservation
  WHERE NOT expired AND seats > used AND class_id = ANY ($1::uuid[])`;

/** The seat of a grant comes out of the unit's reservation when that is why it was granted. */
export const reservationOf = ({ by, person, class: { id } }: Grant): string | null =>
  by === 'reservation' ? uuidFrom('reservation', id, person.unitId) : null;

/** The open classes to come, with what of their seat plan and of reservations is still kept, and which units they reach. */
export async function offeredTo(tx: Tx, unitIds: string[], today: string): Promise<OfferedClass[]> {
  const classes = await tx.query<Omit<OfferedClass, 'planned' | 'reach' | 'reserved'>>(CLASSES, [today]);
  const ids = classes.map(({ id }) => id);
  const reached = await tx.query<{ classId: string; units: string[] }>(REACH, [ids, unitIds]);
  const reach = new Map(reached.map(({ classId, units }) => [classId, new Set(units)]));
  const kept = await tx.query<SeatPlan & { classId: string }>(KEPT, [ids, unitIds]);
  const planned = Map.groupBy(kept, ({ classId }) => classId);
  const reservations = await tx.query<{ classId: string; unitId: string; seats: number }>(RESERVED, [ids]);
  const reserved = Map.groupBy(reservations, ({ classId }) => classId);
  return classes.map(one => ({
    ...one,
    planned: planned.get(one.id) ?? [],
    reserved: new Map((reserved.get(one.id) ?? []).map(({ unitId, seats }) => [unitId, seats])),
    reach: one.classType === 'provincial' ? null : (reach.get(one.id) ?? new Set()),
  }));
}

const TAKEN = `
  SELECT class_id || '/' || person_id AS pair FROM seat
  WHERE person_id = ANY ($1::uuid[]) AND status IN ('attended', 'absent')
  UNION SELECT c.id || '/' || person_id FROM seat JOIN training_class c
    ON c.status = 'open' AND daterange(c.starts_on, c.ends_on, '[]') && days
  WHERE person_id = ANY ($1::uuid[]) AND seat.status = 'attended'`;

export async function takenBefore(tx: Tx, personIds: string[]): Promise<Set<string>> {
  return new Set((await tx.query<{ pair: string }>(TAKEN, [personIds])).map(({ pair }) => pair));
}

const REFUSED = `SELECT class_id || '/' || person_id AS pair FROM seat_refusal WHERE person_id = ANY ($1::uuid[])`;

export async function refusedBefore(tx: Tx, personIds: string[]): Promise<Set<string>> {
  return new Set((await tx.query<{ pair: string }>(REFUSED, [personIds])).map(({ pair }) => pair));
}

export interface SaidDemand {
  unitId: string;
  revision: number;
  deskStaff: number;
  groups: DemandGroup[];
}

const SAID = `
  SELECT unit_id AS "unitId", revision, desk_staff AS "deskStaff", groups FROM unit_demand WHERE unit_id = ANY ($1::uuid[])`;

export async function saidDemand(tx: Tx, unitIds: string[]): Promise<Map<string, SaidDemand>> {
  return new Map((await tx.query<SaidDemand>(SAID, [unitIds])).map(demand => [demand.unitId, demand]));
}
