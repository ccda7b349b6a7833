import { DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { requireSession, type Correction, type WantedMark } from '../rules/session-marks.js';
import type { SessionMark } from '../rules/session-result.js';
import { endIntake, heldClass } from './record-marks.js';

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
  const heldOn = requireSession(await heldClass(tx, classId), session, sessionsADay);
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

/** Keeps the marks, and beside each that corrects the one before with the reason. The people are locked. */
export async function keepMarks(
  tx: Tx,
  { classId, session }: Session,
  by: string,
  wanted: readonly WantedMark[],
  corrections: readonly Correction[],
): Promise<void> {
  if (corrections.length > 0)
    await tx.query(CORRECTED, [
      classId,
      session,
      by,
      corrections.map(({ personId }) => personId),
      corrections.map(({ was }) => was),
      corrections.map(({ mark }) => mark),
      corrections.map(({ reason }) => reason),
    ]);
  const [personIds, marks] = [wanted.map(({ personId }) => personId), wanted.map(({ mark }) => mark)];
  await tx.query(KEEP, [classId, session, by, personIds, marks]);
  await endIntake(tx, classId);
}
