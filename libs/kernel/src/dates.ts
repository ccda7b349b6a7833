// Plain dates are strings 'YYYY-MM-DD': they sort as text, carry no time zone and survive JSON and SQL unchanged.

const DAY_MS = 86_400_000;

/** True for a real calendar day: '2025-02-30' is none. */
export function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text;
}

/** The day `days` after (or before, when negative) a date. */
export function addDays(date: string, days: number): string {
  if (last.date !== date || last.days !== days) last = { date, days, sum: dayAfter(date, days) };
  return last.sum;
}

// A batch asks for the same day thousands of times in a row.
let last = { date: '', days: NaN, sum: '' };

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The later of two dates. */
export function laterDate(a: string, b: string): string {
  return a > b ? a : b;
}
