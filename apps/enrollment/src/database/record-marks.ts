import { AttendanceRecorded, make, type AttendanceMark } from '#contracts';
import { NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import type { SeatToMark } from '../rules/mark-attendance.js';
import { issueCertificates, type Held } from './issue-certificates.js';

const MARK = `
  WITH counted AS (
    UPDATE person_state SET training_revision = training_revision + 1
    FROM unnest($1::uuid[]) AS marked (id) WHERE person_id = id RETURNING person_id, training_revision)
  UPDATE seat SET status = new.mark, revision = training_revision
  FROM unnest($2::uuid[], $3::text[]) AS new (id, mark), counted
  WHERE seat.id = new.id AND counted.person_id = seat.person_id
  RETURNING seat.id, seat.revision`;

const CLASS = `
  SELECT id AS "classId", programme_id AS "programmeId", starts_on AS "startsOn", ends_on AS "endsOn"
  FROM training_class WHERE id = $1`;

export async function heldClass(tx: Tx, classId: string): Promise<Held> {
  const [held] = await tx.query<Held>(CLASS, [classId]);
  if (!held) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
  return held;
}

/** From the first mark on nobody takes a free seat any more. */
export async function endIntake(tx: Tx, classId: string): Promise<void> {
  await tx.query(`UPDATE training_class SET status = 'held' WHERE id = $1 AND status = 'open'`, [classId]);
}

const SEATS = `
  SELECT id, person_id AS "personId", unit_id AS "unitId", status FROM seat
  WHERE class_id = $1 AND person_id = ANY ($2::uuid[]) AND status <> 'released' ORDER BY person_id`;

export function seatsOfClass(tx: Tx, classId: string, personIds: string[]): Promise<SeatToMark[]> {
  return tx.query<SeatToMark>(SEATS, [classId, personIds]);
}

/** Writes the marks and tells them; who attended gets the certificate, good for so many months. The people are locked. */
export async function recordMarks(
  tx: Tx,
  held: Held,
  marked: readonly { seat: SeatToMark; mark: AttendanceMark }[],
  validMonths: number,
): Promise<void> {
  if (marked.length === 0) return;
  await endIntake(tx, held.classId);
  const saved = await tx.query<{ id: string; revision: number }>(MARK, [
    marked.map(({ seat }) => seat.personId),
    marked.map(({ seat }) => seat.id),
    marked.map(({ mark }) => mark),
  ]);
  const revisions = new Map(saved.map(({ id, revision }) => [id, revision]));
  for (const { seat, mark } of marked) {
    const { id: seatId, personId } = seat;
    const event = make(AttendanceRecorded, { seatId, classId: held.classId, personId, mark, heldOn: held.endsOn });
    tx.publish(outgoing(event, { key: personId, revision: revisions.get(seatId)! }));
  }
  const attended = marked.filter(({ mark }) => mark === 'attended').map(({ seat }) => seat);
  if (attended.length > 0) await issueCertificates(tx, held, attended, validMonths);
}
