import type { Reservation } from './oracle.js';

/** What units and schedulers laid down about seats: kept for a unit until a day, or given back for good. */
export class SeatRules {
  /** Pairs `class/person`. */
  readonly refusals = new Set<string>();
  readonly reservations = new Map<string, Reservation & { expired: boolean }>();

  refuse({ classId, personId }: { classId: string; personId: string }): void {
    this.refusals.add(`${classId}/${personId}`);
  }

  /** In place of what the unit had in the class before; none gives it back. */
  reserve({ classId, unitId, seats, expiresOn }: Reservation): void {
    const key = `${classId}/${unitId}`;
    const before = this.reservations.get(key);
    if (seats > 0) this.reservations.set(key, { classId, unitId, seats, expiresOn, expired: false });
    else if (before) before.expired = true;
  }

  beginDay(today: string): void {
    for (const one of this.reservations.values()) one.expired ||= one.expiresOn < today;
  }
}
