import { sum } from './apportion.js';
import type { Bookings } from './bookings.js';
import { addDays, daysFrom, slotsApart, type Slot } from './calendar.js';
import type { Dealt } from './deal-classes.js';
import type { Prepared } from './prepare.js';

export interface Dated extends Dealt {
  slot: Slot;
  trainerId?: string | undefined;
}

export interface DatingRules {
  slots: Slot[];
  /** Officers of each desk in a class. */
  desksIn(dealt: Dealt): Map<number, number>;
  /** How many people of the class may come on these days. */
  canCome(dealt: Dealt, slot: Slot): number;
  /** Dates that are decided, by index of class. */
  fixed?: Map<number, Slot>;
  gapDays: number;
  skill?: string | undefined;
}

interface Dating {
  dated: Dated[];
  coming: number;
  bookings: Bookings;
}

/** A date for each class that keeps hosts, trainers and desks free of clashes; the first calendar that suits everybody, else the best. */
export function dateClasses(classes: Dealt[], rules: DatingRules, prepared: Prepared, bookings: Bookings): Dating {
  const everybody = sum(classes.map(one => sum(one.people.values())));
  let best: Dating | undefined;
  for (const [gap, slots] of calendars(rules)) {
    const dating = tryCalendar(classes, rules, slots, gap, prepared, bookings.copy());
    if (!best || dating.coming > best.coming) best = dating;
    if (best.coming === everybody) break;
  }
  return best!;
}

function calendars({ slots, gapDays }: DatingRules): [gapDays: number, Slot[]][] {
  const tight = slotsApart(slots, 0);
  const all: [number, Slot[]][] =
    gapDays > 0
      ? [
          [gapDays, tight],
          [0, tight],
        ]
      : [[0, tight]];
  return slots.length > tight.length ? [...all, [0, slots]] : all;
}

function tryCalendar(
  classes: Dealt[],
  rules: DatingRules,
  slots: Slot[],
  gap: number,
  { problem }: Prepared,
  bookings: Bookings,
): Dating {
  const fits = classes.map((one, i) => {
    const fixed = rules.fixed?.get(i);
    return (fixed ? [fixed] : slots)
      .map(slot => ({ slot, coming: rules.canCome(one, slot) }))
      .filter(f => f.coming > 0);
  });
  // those with the fewest ways out choose first; a class with a fixed date before all others
  const urgency = (i: number): number =>
    rules.fixed?.has(i) ? -1 : fits[i]!.filter(f => f.coming === largest(fits[i]!)).length;
  const order = classes.map((_, i) => i).sort((a, b) => urgency(a) - urgency(b) || a - b);
  const chosen = new Map<number, Dated>();
  let coming = 0;
  for (const i of order) {
    const one = classes[i]!;
    const desks = rules.desksIn(one);
    const free = fits[i]!.filter(({ slot }) => isFree(one.host, slot, desks, gap, bookings));
    free.sort((a, b) => b.coming - a.coming || (a.slot.startsOn < b.slot.startsOn ? -1 : 1));
    for (const { slot, coming: people } of free) {
      const trainerId = problem.trainers && bookings.freeTrainer(slot.days, rules.skill);
      if (problem.trainers && trainerId === undefined) continue;
      bookings.book({ host: one.host, days: slot.days, trainerId, desks });
      chosen.set(i, { ...one, slot, trainerId });
      coming += people;
      break;
    }
  }
  return { dated: classes.flatMap((_, i) => chosen.get(i) ?? []), coming, bookings };
}

const largest = (fits: { coming: number }[]): number => fits.reduce((most, f) => Math.max(most, f.coming), 0);

function isFree(host: number, slot: Slot, desks: Map<number, number>, gap: number, bookings: Bookings): boolean {
  if (!bookings.canHost(host, slot.days)) return false;
  const around = gap > 0 ? daysFrom(addDays(slot.startsOn, -gap), addDays(slot.endsOn, gap)) : [];
  for (const [unit, officers] of desks) {
    if (officers > bookings.deskRoom(unit, slot.days)) return false;
    if (around.some(day => bookings.awayOn(unit, day) > 0)) return false;
  }
  return true;
}
