import type { Bookings } from './bookings.js';
import type { Dated } from './date-classes.js';
import { ofKind, type Lot } from './lots.js';
import type { Waiting } from './pool.js';
import type { Prepared } from './prepare.js';

/** People of one group in one class. */
export interface Seat {
  waiting: number;
  desk: number;
  others: number;
}

/** Names the groups behind the numbers of each class, then fills what stays empty with whoever is near and may come. */
export function seatByHand(
  classes: Dated[],
  lots: Lot[],
  pool: Waiting[],
  { problem, hosts, metres }: Prepared,
  bookings: Bookings,
): Seat[][] {
  const left = pool.map(w => ({ ...w }));
  const room = new Map<string, number>();
  const deskRoom = (unit: number, days: string[]): number =>
    Math.min(...days.map(day => room.get(`${unit} ${day}`) ?? bookings.deskRoom(unit, [day])));
  const seats = classes.map((): Seat[] => []);
  const take = (c: number, w: number, desk: number, others: number): number => {
    const { host, slot } = classes[c]!;
    const one = left[w]!;
    const mayCome =
      one.earliest <= slot.startsOn && slot.endsOn <= one.deadline && metres[one.unit]![host] !== Infinity;
    const seat = {
      waiting: w,
      desk: mayCome ? Math.max(0, Math.min(desk, one.desk, deskRoom(one.unit, slot.days))) : 0,
      others: mayCome ? Math.min(others, one.others) : 0,
    };
    const people = seat.desk + seat.others;
    if (people === 0) return 0;
    seats[c]!.push(seat);
    one.desk -= seat.desk;
    one.others -= seat.others;
    for (const day of slot.days) room.set(`${one.unit} ${day}`, deskRoom(one.unit, [day]) - seat.desk);
    return people;
  };
  const byUnit = new Map<number, number[]>();
  pool.forEach((w, i) => byUnit.set(w.unit, [...(byUnit.get(w.unit) ?? []), i]));
  classes.forEach(({ people }, c) => {
    for (const [lot, wanted] of people) {
      let n = wanted;
      for (const w of byUnit.get(lots[lot]!.unit) ?? []) {
        if (n <= 0) break;
        const of = Math.min(n, ofKind(lots[lot]!, left[w]!));
        const desk = lots[lot]!.kind === 'others' ? 0 : Math.min(of, left[w]!.desk);
        n -= take(c, w, desk, of - desk);
      }
    }
  });
  if (!problem.unitsTogether)
    classes.forEach(({ host }, c) => {
      let open = hosts[host]!.maximum - size(seats[c]!);
      const near = left
        .map((_, w) => w)
        .sort((a, b) => metres[left[a]!.unit]![host]! - metres[left[b]!.unit]![host]! || a - b);
      for (const w of near) {
        if (open <= 0) break;
        open -= take(c, w, open, 0);
        open -= take(c, w, 0, open);
      }
    });
  return seats.map(list => (size(list) >= problem.classType.minimum ? list : []));
}

export const size = (seats: Seat[]): number => seats.reduce((n, s) => n + s.desk + s.others, 0);
