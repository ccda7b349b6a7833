import { describe, expect, it } from '@jest/globals';
import { lastCoveredDay, reportWindow, type ReportPeriod } from './report-period.js';

describe('reportWindow', () => {
  it.each<[ReportPeriod, string, string, string]>([
    ['q1', '2024-12-15', '2025-03-14', '2025-03-20'],
    ['half-year', '2024-12-15', '2025-06-14', '2025-06-20'],
    ['q3', '2025-06-15', '2025-09-14', '2025-09-20'],
    ['year', '2024-12-15', '2025-12-14', '2025-12-20'],
  ])('%s of 2025', (period, from, to, dueOn) => {
    expect(reportWindow(period, 2025)).toEqual({ from, to, dueOn });
  });
});

describe('lastCoveredDay', () => {
  const window = reportWindow('q1', 2025);

  it('is the end of the window, or the earlier day of an early report', () => {
    expect(lastCoveredDay(window, '2025-03-18', '2025-03-18')).toBe('2025-03-14');
    expect(lastCoveredDay(window, '2025-02-01', '2025-03-18')).toBe('2025-02-01');
    expect(lastCoveredDay(window, '2024-12-15', '2025-03-18')).toBe('2024-12-15');
  });

  it('refuses a day to come and a period that has not begun', () => {
    const coded = (code: string) => expect.objectContaining({ code });
    expect(() => lastCoveredDay(window, '2025-03-19', '2025-03-18')).toThrow(coded('REPORTING.AS_OF_IN_FUTURE'));
    expect(() => lastCoveredDay(window, '2024-12-14', '2025-03-18')).toThrow(coded('REPORTING.NOT_BEGUN'));
  });
});
