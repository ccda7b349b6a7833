import { addDays } from '#kernel';

// Days on which no class is held, beside weekends (which the planner never uses).
// Source: Labour Code 2019 (45/2019/QH14), article 112, with the days off and the swapped working days as the
// Government announced them for each year. A year that is not listed has only the fixed days below.

const ANNOUNCED: Record<number, [from: string, to: string][]> = {
  2025: [
    ['2025-01-25', '2025-02-02'], // Tết Ất Tỵ
    ['2025-04-07', '2025-04-07'], // Hung Kings, 10th of the 3rd lunar month
    ['2025-05-02', '2025-05-02'], // swapped with Saturday 26 April
    ['2025-09-01', '2025-09-02'], // National Day and the day before
  ],
  2026: [
    ['2026-01-02', '2026-01-02'], // swapped with Saturday 10 January
    ['2026-02-14', '2026-02-22'], // Tết Bính Ngọ
    ['2026-04-26', '2026-04-27'], // Hung Kings on a Sunday, with the Monday in lieu
    ['2026-08-31', '2026-09-02'], // National Day, the day before, and Monday swapped with Saturday 22 August
  ],
};
const EVERY_YEAR = ['01-01', '04-30', '05-01', '09-02'];

/** Public holidays between two days of 'YYYY-MM-DD', both included, in order. */
export function holidaysBetween(from: string, to: string): string[] {
  const days = new Set<string>();
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (const day of EVERY_YEAR) days.add(`${year}-${day}`);
    for (const [first, last] of ANNOUNCED[year] ?? [])
      for (let day = first; day <= last; day = addDays(day, 1)) days.add(day);
  }
  return [...days].filter(day => from <= day && day <= to).sort();
}
