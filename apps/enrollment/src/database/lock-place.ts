// What units change about seats by hand locks like everybody else: people by id, then the class.
import { ConflictError, DomainError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';

export interface HeldPlace {
  seatId: string;
  classId: string;
  personId: string;
  unitId: string;
  status: string;
}

const SEAT = `
  SELECT id AS "seatId", class_id AS "classId", person_id AS "personId", unit_id AS "unitId", status FROM seat`;

/** The seat and its person, if the caller may see that person; nobody changes it until the commit. */
export async function lockSeat(tx: Tx, seatId: string, otherPersonId?: string): Promise<HeldPlace> {
  const [found] = await tx.query<HeldPlace>(`${SEAT} WHERE id = $1`, [seatId]);
  if (!found) throw new NotFoundError('ENROLLMENT.SEAT_UNKNOWN', { id: seatId });
  await lockPeople(tx, otherPersonId ? [found.personId, otherPersonId] : [found.personId]);
  const [seat] = await tx.query<HeldPlace>(`${SEAT} WHERE id = $1`, [seatId]);
  if (seat?.status !== 'granted') throw new ConflictError('ENROLLMENT.SEAT_NOT_HELD', { status: seat?.status ?? '' });
  return seat;
}

/** The seat that a person holds, if any; the person is locked. */
export async function seatHeldBy(tx: Tx, personId: string): Promise<HeldPlace | undefined> {
  const [seat] = await tx.query<HeldPlace>(`${SEAT} WHERE person_id = $1 AND status = 'granted'`, [personId]);
  return seat;
}

const PEOPLE = `
  SELECT person_id AS "personId", unit_id AS "unitId" FROM person_state
  WHERE person_id = ANY ($1::uuid[]) ORDER BY person_id FOR NO KEY UPDATE`;

/** Where each person serves who is known; whom the caller may not see is unknown. */
export async function lockKnown(tx: Tx, personIds: string[]): Promise<Map<string, string | null>> {
  const found = await tx.query<{ personId: string; unitId: string | null }>(PEOPLE, [personIds]);
  return new Map(found.map(({ personId, unitId }) => [personId, unitId]));
}

/** Where each person serves; one who is unknown is refused. */
export async function lockPeople(tx: Tx, personIds: string[]): Promise<Map<string, string | null>> {
  const units = await lockKnown(tx, personIds);
  const unknown = personIds.find(id => !units.has(id));
  if (unknown) throw new NotFoundError('ENROLLMENT.PERSON_UNKNOWN', { id: unknown });
  return units;
}

const CLASSES = `
  SELECT id, status, starts_on AS "startsOn" FROM training_class WHERE id = ANY ($1::uuid[])
  ORDER BY id FOR NO KEY UPDATE`;

/** The classes, which take changes of their seats only as long as they are open; locked until the commit. */
export async function lockOpenClasses(tx: Tx, classIds: string[]): Promise<Map<string, { startsOn: string }>> {
  const found = await tx.query<{ id: string; status: string; startsOn: string }>(CLASSES, [classIds]);
  const classes = new Map(found.map(one => [one.id, one]));
  for (const id of classIds) {
    const one = classes.get(id);
    if (!one) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id });
    if (one.status !== 'open') throw new DomainError('ENROLLMENT.CLASS_NOT_OPEN', { status: one.status });
  }
  return classes;
}

const REFUSE = `
  INSERT INTO seat_refusal (class_id, person_id, reason, refused_on, refused_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (class_id, person_id) DO UPDATE
    SET reason = excluded.reason, refused_on = excluded.refused_on, refused_by = excluded.refused_by`;

export interface Refusal {
  reason: string;
  on: string;
  by: string;
}

/** Keeps the class from being offered to the person again. */
export async function refuse(tx: Tx, seat: HeldPlace, { reason, on, by }: Refusal): Promise<void> {
  await tx.query(REFUSE, [seat.classId, seat.personId, reason, on, by]);
}
