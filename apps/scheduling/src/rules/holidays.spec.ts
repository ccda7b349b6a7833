import { describe, expect, it } from '@jest/globals';
import { holidaysBetween } from './holidays.js';

describe('holidaysBetween', () => {
  it('knows the whole of Tết, over the end of a month', () => {
    expect(holidaysBetween('2025-01-20', '2025-02-10')).toHaveLength(9);
    expect(holidaysBetween('2026-02-01', '2026-02-28')).toEqual(
      Array.from({ length: 9 }, (_, day) => `2026-02-${14 + day}`),
    );
  });

  it('has the days of spring and autumn', () => {
    expect(holidaysBetween('2025-03-01', '2025-12-31')).toEqual([
      '2025-04-07',
      '2025-04-30',
      '2025-05-01',
      '2025-05-02',
      '2025-09-01',
      '2025-09-02',
    ]);
    expect(holidaysBetween('2026-04-26', '2026-05-01')).toEqual([
      '2026-04-26',
      '2026-04-27',
      '2026-04-30',
      '2026-05-01',
    ]);
  });

  it('covers a window over two years, both ends included', () => {
    expect(holidaysBetween('2025-09-02', '2026-01-01')).toEqual(['2025-09-02', '2026-01-01']);
  });

  it('has the fixed days of a year that nobody has announced yet', () => {
    expect(holidaysBetween('2031-01-01', '2031-12-31')).toEqual([
      '2031-01-01',
      '2031-04-30',
      '2031-05-01',
      '2031-09-02',
    ]);
  });
});
