/** Negative, zero or positive as `a` is before, equal to or after `b`: as PostgreSQL orders ids and dates, not as a language orders words. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
