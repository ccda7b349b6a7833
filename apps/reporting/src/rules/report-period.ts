import { compareTexts, DomainError } from '#kernel';
import './reporting.errors.js';

export const REPORT_PERIODS = ['q1', 'half-year', 'q3', 'year'] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

/** The days that a report covers, both inside, and the day on which it is due. */
export interface ReportWindow {
  from: string;
  to: string;
  dueOn: string;
}

// Month and day of each edge; the report year begins on 15 December of the calendar year before.
const WINDOWS: Record<ReportPeriod, { from: string; to: string; due: string; beginsYearBefore: boolean }> = {
  q1: { from: '12-15', to: '03-14', due: '03-20', beginsYearBefore: true },
  'half-year': { from: '12-15', to: '06-14', due: '06-20', beginsYearBefore: true },
  q3: { from: '06-15', to: '09-14', due: '09-20', beginsYearBefore: false },
  year: { from: '12-15', to: '12-14', due: '12-20', beginsYearBefore: true },
};

export function reportWindow(period: ReportPeriod, year: number): ReportWindow {
  const { from, to, due, beginsYearBefore } = WINDOWS[period];
  return { from: `${beginsYearBefore ? year - 1 : year}-${from}`, to: `${year}-${to}`, dueOn: `${year}-${due}` };
}

/** The last day that the figures of a report made as of a date cover. */
export function lastCoveredDay(window: ReportWindow, asOf: string, today: string): string {
  if (compareTexts(asOf, today) > 0) throw new DomainError('REPORTING.AS_OF_IN_FUTURE', { asOf, today });
  if (compareTexts(asOf, window.from) < 0) throw new DomainError('REPORTING.NOT_BEGUN', { from: window.from, asOf });
  return compareTexts(asOf, window.to) < 0 ? asOf : window.to;
}
