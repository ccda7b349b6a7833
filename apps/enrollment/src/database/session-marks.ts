import { DomainError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { dayOfSession, type WantedMark } from '../rules/session-marks.js';
import type { SessionMark } from '../rules/session-result.js';
import { heldClass } from './record-marks.js';

export interface Session {
  classId: string;
  session: number;
  heldOn: string;
}

/** The session, if the class has it and its day has come. */
export async function begunSession(
  tx: Tx,
  { classId, session }: Omit<Session, 'heldOn'>,
  today: string,
  sessionsADay: number,
): Promise<Session> {
  const held = await heldClass(tx, classId);
  if (!held) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
  const heldOn = dayOfSession(held, session, sessionsADay);
  if (!heldOn) throw new NotFoundError('ENROLLMENT.SESSION_UNKNOWN', { session });
  if (heldOn > today) throw new DomainError('ENROLLMENT.CLASS_NOT_STARTED', { date: heldOn });
  return { classId, session, heldOn };
}

const BEFORE = `
  SELECT person_id AS "personId", mark FROM session_mark
  WHERE class_id = $1 AND session = $2 AND person_id = ANY ($3::uuid[])`;

export async function marksBefore(tx: Tx, { classId, session }: Session, personIds: string[]) {
  const rows = await tx.query<{ personId: string; mark: SessionMark }>(BEFORE, [classId, session, personIds]);
  return new Map(rows.map(({ personId, mark }) => [personId, mark]));
}

const KEEP = `
  INSERT INTO session_mark (class_id, session, person_id, mark, marked_by)
  SELECT $1, $2, person_id, mark, $3 FROM unnest($4::uuid[], $5::text[]) AS new (person_id, mark)
  ON CONFLICT (class_id, session, person_id) DO UPDATE
    SET mark = excluded.mark, marked_by = excluded.marked_by, marked_at = now()`;

const CORRECTED = `
  INSERT INTO mark_correction (class_id, session, person_id, was, mark, reason, corrected_by)
  SELECT $1, $2, person_id, was, mark, reason, $3
  FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) AS new (person_id, was, mark, reason)`;

/** Keeps the marks, and beside each that changes the one before with the reason. The people are locked. Gives how many changed. */
export async function keepMarks(
  tx: Tx,
  { classId, session }: Session,
  by: string,
  wanted: readonly WantedMark[],
  before: ReadonlyMap<string, SessionMark>,
): Promise<number> {
  const changed = wanted.flatMap(one => {
    const was = before.get(one.personId);
    return was && was !== one.mark ? { ...one, was } : [];
  });
  if (changed.length > 0)
    await tx.query(CORRECTED, [
      classId,
      session,
      by,
      changed.map(({ personId }) => personId),
      changed.map(({ was }) => was),
      changed.map(({ mark }) => mark),
      changed.map(({ reason }) => reason),
    ]);
  const [personIds, marks] = [wanted.map(({ personId }) => personId), wanted.map(({ mark }) => mark)];
  await tx.query(KEEP, [classId, session, by, personIds, marks]);
  // From the first mark on nobody takes a free seat any more.
  await tx.query(`UPDATE training_class SET status = 'held' WHERE id = $1 AND status = 'open'`, [classId]);
  return changed.length;
}
