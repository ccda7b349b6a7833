import type { AttendanceMark } from '#contracts';

export const SESSION_MARKS = ['present', 'late', 'absent', 'excused'] as const;
export type SessionMark = (typeof SESSION_MARKS)[number];

export interface SessionsOfPerson {
  personId: string;
  marks: SessionMark[];
}

/**
 * Who attended a class as a whole: whoever was in so many of a hundred sessions; late counts, excused does not. A session without a mark of the person counts as missed.
 */
export function resultOf(
  people: readonly SessionsOfPerson[],
  sessions: number,
  percent: number,
): Map<string, AttendanceMark> {
  return new Map(
    people.map(({ personId, marks }) => {
      const there = marks.filter(mark => mark === 'present' || mark === 'late').length;
      return [personId, there > 0 && there * 100 >= percent * sessions ? 'attended' : 'absent'];
    }),
  );
}
