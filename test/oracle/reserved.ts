import { isTaken } from './check-seats.js';
import type { ReservationRow, SeatRow } from './load-enrollment.js';

/** Seats that only people of the unit may still take, by `class/unit`. */
export function keptFor(
  reservations: ReservationRow[],
  seats: Pick<SeatRow, 'reservationId' | 'status'>[],
): Map<string, number> {
  const used = new Map<string, number>();
  for (const { reservationId } of seats.filter(isTaken))
    if (reservationId) used.set(reservationId, (used.get(reservationId) ?? 0) + 1);
  return new Map(
    reservations
      .filter(({ expired }) => !expired)
      .map(one => [`${one.classId}/${one.unitId}`, one.seats - (used.get(one.reservationId) ?? 0)]),
  );
}

/** The same for everybody together, by class. */
export function keptIn(kept: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, seats] of kept) {
    const classId = key.split('/')[0]!;
    sums.set(classId, (sums.get(classId) ?? 0) + seats);
  }
  return sums;
}
