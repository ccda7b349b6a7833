import { addDays, NotFoundError, type ErrorParams } from '#kernel';
import type { SeatToMark } from './mark-attendance.js';
import type { SessionMark } from './session-result.js';

export interface WantedMark {
  personId: string;
  mark: SessionMark;
  /** Needed where a mark given before is changed. */
  reason: string | undefined;
}

/** A mark that changes the one given before. */
export interface Correction extends WantedMark {
  was: SessionMark;
}

export interface Objection {
  code: 'ENROLLMENT.NO_SEAT' | 'ENROLLMENT.ALREADY_MARKED' | 'ENROLLMENT.CORRECTION_NEEDS_REASON';
  field: 'personId' | 'mark' | 'reason';
  params: ErrorParams;
}

/** The day of a session, counted from 1; undefined when the class has no such session. */
export function dayOfSession(
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  session: number,
  sessionsADay: number,
): string | undefined {
  const on = addDays(startsOn, Math.floor((session - 1) / sessionsADay));
  return session < 1 || on > endsOn ? undefined : on;
}

/** The same, for a class that must have the session. */
export function requireSession(
  held: Parameters<typeof dayOfSession>[0],
  session: number,
  sessionsADay: number,
): string {
  const heldOn = dayOfSession(held, session, sessionsADay);
  if (!heldOn) throw new NotFoundError('ENROLLMENT.SESSION_UNKNOWN', { session });
  return heldOn;
}

export const correctionsOf = (wanted: readonly WantedMark[], before: ReadonlyMap<string, SessionMark>): Correction[] =>
  wanted.flatMap(one => {
    const was = before.get(one.personId);
    return was && was !== one.mark ? { ...one, was } : [];
  });

/** Why a mark of a session cannot be kept, by the seat of its person and the mark that stands there. */
export function objectionTo(
  { personId, mark, reason }: WantedMark,
  seat: SeatToMark | undefined,
  before: SessionMark | undefined,
): Objection | undefined {
  if (!seat) return { code: 'ENROLLMENT.NO_SEAT', field: 'personId', params: { personId } };
  // The class has its result; from then on only the result is corrected.
  if (seat.status !== 'granted')
    return { code: 'ENROLLMENT.ALREADY_MARKED', field: 'mark', params: { personId, mark: seat.status } };
  if (before && before !== mark && !reason)
    return { code: 'ENROLLMENT.CORRECTION_NEEDS_REASON', field: 'reason', params: {} };
  return undefined;
}
