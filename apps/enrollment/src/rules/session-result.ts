import type { AttendanceMark } from '#contracts';

export const SESSION_MARKS = ['present', 'late', 'absent', 'excused'] as const;
export type SessionMark = (typeof SESSION_MARKS)[number];

/** Of the sessions of a class, the share that a person must have been in to get the certificate; late counts, excused does not. */
export const MINIMUM_ATTENDANCE = 0.8;

export interface SessionsOfPerson {
  personId: string;
  marks: SessionMark[];
}

/** Who attended a class as a whole. A session without a mark of the person counts as missed. */
export function resultOf(people: readonly SessionsOfPerson[], sessions: number): Map<string, AttendanceMark> {
  return new Map(
    people.map(({ personId, marks }) => {
      const there = marks.filter(mark => mark === 'present' || mark === 'late').length;
      return [personId, there > 0 && there >= MINIMUM_ATTENDANCE * sessions ? 'attended' : 'absent'];
    }),
  );
}
