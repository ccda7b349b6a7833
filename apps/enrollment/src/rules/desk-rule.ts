import { addDays, compareTexts } from '#kernel';
import type { ProgrammeRules } from '#contracts';

export type DeskShare = Pick<ProgrammeRules['deskRule'], 'maxAwayShare' | 'atLeast'>;

export interface Days {
  startsOn: string;
  endsOn: string;
}

/** How many officers of a unit's one-stop desk may be away on one day. */
export function mayBeAway({ maxAwayShare, atLeast }: DeskShare, deskStaff: number): number {
  return Math.max(atLeast, Math.floor(maxAwayShare * deskStaff));
}

/** Who is away from which desk, day by day. */
export class DeskDays {
  private readonly away = new Map<string, number>();

  /** True when one more officer may be away on each of the days. */
  allows(unitId: string, days: Days, limit: number): boolean {
    return daysOf(days).every(day => (this.away.get(unitId + day) ?? 0) < limit);
  }

  send(unitId: string, days: Days): void {
    for (const day of daysOf(days)) this.away.set(unitId + day, (this.away.get(unitId + day) ?? 0) + 1);
  }
}

export interface DeskSeat extends Days {
  seatId: string;
  personId: string;
  unitId: string;
  share: DeskShare;
  /** A seat that was attended is history: it counts, but cannot be given back. */
  attended: boolean;
}

/**
 * The seats that would leave a desk short since people moved: those that come last by date and person. The rest is
 * entered into `days`.
 */
export function seatsOverDeskRule<Seat extends DeskSeat>(
  seats: Seat[],
  staff: ReadonlyMap<string, number>,
  days: DeskDays,
): Seat[] {
  const order = [...seats].sort(
    (a, b) =>
      Number(b.attended) - Number(a.attended) ||
      compareTexts(a.startsOn, b.startsOn) ||
      compareTexts(a.personId, b.personId),
  );
  return order.filter(seat => {
    const limit = mayBeAway(seat.share, staff.get(seat.unitId) ?? 0);
    const over = !seat.attended && !days.allows(seat.unitId, seat, limit);
    if (!over) days.send(seat.unitId, seat);
    return over;
  });
}

function daysOf({ startsOn, endsOn }: Days): string[] {
  const days = [];
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) days.push(day);
  return days;
}
