import type { ClassCalendar } from './problem.js';

/** A span of working days on which one class can be held. */
export interface Slot {
  startsOn: string;
  endsOn: string;
  /** The working days of it. */
  days: string[];
}

const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const time = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const WHOLE_WEEK = 5;

export const addDays = (date: string, days: number): string => iso(time(date) + days * DAY);

function workingDays({ from, to, closedDates }: ClassCalendar): string[] {
  const closed = new Set(closedDates);
  const days: string[] = [];
  for (let t = time(from); t <= time(to); t += DAY) {
    const weekday = new Date(t).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !closed.has(iso(t))) days.push(iso(t));
  }
  return days;
}

/** Working days that are not closed for this one either. */
export const openDays = (calendar: ClassCalendar, closed: string[]): number =>
  workingDays({ ...calendar, closedDates: [...calendar.closedDates, ...closed] }).length;

/** Every slot of the calendar in order of time; nobody is kept over a weekend unless the class cannot be held otherwise. */
export function slotsOf(calendar: ClassCalendar): Slot[] {
  const days = workingDays(calendar);
  const length = calendar.daysPerClass;
  const slots = days
    .slice(0, Math.max(0, days.length - length + 1))
    .map((startsOn, i) => ({ startsOn, endsOn: days[i + length - 1]!, days: days.slice(i, i + length) }));
  const unbroken = slots.filter(s => time(s.endsOn) - time(s.startsOn) === (length - 1) * DAY);
  return length <= WHOLE_WEEK && unbroken.length > 0 ? unbroken : slots;
}

/** Index of the first slot that starts on the date or later; slots.length when there is none. */
export function firstSlotFrom(slots: Slot[], date: string): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slots[middle]!.startsOn < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Back-to-back slots from the given one that end by the date, at most `most`. */
export function roundsFrom(slots: Slot[], first: number, lastEnd: string, most: number): Slot[] {
  const rounds: Slot[] = [];
  let i = first;
  while (i < slots.length && rounds.length < most && slots[i]!.endsOn <= lastEnd) {
    rounds.push(slots[i]!);
    i = firstSlotFrom(slots, addDays(slots[i]!.endsOn, 1));
  }
  return rounds;
}

/** Every day from one date to another. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let t = time(first); t <= time(last); t += DAY) days.push(iso(t));
  return days;
}

/** Slots that start one after the other, each as soon as the one before is over and `gapDays` have passed. */
export function slotsApart(slots: Slot[], gapDays: number): Slot[] {
  const apart: Slot[] = [];
  for (let s = 0; s < slots.length; s = firstSlotFrom(slots, addDays(slots[s]!.endsOn, 1 + gapDays)))
    apart.push(slots[s]!);
  return apart;
}

/** Whether a class can be held between the two dates at all. */
export function hasSlot(slots: Slot[], { earliest, deadline }: { earliest: string; deadline: string }): boolean {
  const first = slots[firstSlotFrom(slots, earliest)];
  return first !== undefined && first.endsOn <= deadline;
}
