import type { AttendanceMark } from '#contracts';
import { ConflictError, DomainError } from '#kernel';
import './enrollment.errors.js';

export interface Mark {
  personId: string;
  mark: AttendanceMark;
}

export interface SeatToMark {
  id: string;
  personId: string;
  unitId: string;
  status: 'granted' | 'attended' | 'absent';
}

/** The seats that the marks still change. A mark is final: the same one again is nothing new, the opposite is refused. */
export function seatsToMark(marks: Mark[], seats: SeatToMark[]): { seat: SeatToMark; mark: AttendanceMark }[] {
  const wanted = new Map<string, AttendanceMark>();
  for (const { personId, mark } of marks) {
    if ((wanted.get(personId) ?? mark) !== mark) throw new DomainError('ENROLLMENT.PERSON_MARKED_TWICE', { personId });
    wanted.set(personId, mark);
  }
  const bySeat = new Map(seats.map(seat => [seat.personId, seat]));
  return [...wanted].flatMap(([personId, mark]) => {
    const seat = bySeat.get(personId);
    if (!seat) throw new ConflictError('ENROLLMENT.NO_SEAT', { personId });
    if (seat.status === mark) return [];
    if (seat.status !== 'granted')
      throw new ConflictError('ENROLLMENT.ALREADY_MARKED', { personId, mark: seat.status });
    return [{ seat, mark }];
  });
}
