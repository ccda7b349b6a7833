import { describe, expect, it } from '@jest/globals';
import { daysOf, reportDays } from './planning-settings.js';
import { readDistances } from './read-distances.js';

describe('planning settings', () => {
  it('name the days between cut-off and due date of every quarter', () => {
    expect(reportDays('2026-03-18', '2026-06-16')).toEqual([
      '2026-03-18',
      '2026-03-19',
      '2026-03-20',
      '2026-06-15',
      '2026-06-16',
    ]);
  });

  it('spread spans over days within the window', () => {
    const spans = [
      { from: '2025-12-30', to: '2026-01-02' },
      { from: '2026-01-02', to: '2026-01-03' },
    ];
    expect(daysOf(spans, '2026-01-01', '2026-01-02')).toEqual(['2026-01-01', '2026-01-02']);
  });
});

describe('a file of distances', () => {
  const units = new Map([
    ['03646', 'a'],
    ['03664', 'b'],
  ]);

  it('gives kilometres, or minutes on a mountain road', () => {
    expect(readDistances('from,to,km\r\n03646,03664,12.5\r\n', units).roads).toEqual([
      { fromUnitId: 'a', toUnitId: 'b', km: 12.5 },
    ]);
    expect(readDistances('\uFEFFfrom,to,minutes\n03646,03664,45', units).roads[0]?.km).toBe(22.5);
  });

  it('is read with the row of every mistake', () => {
    const { faults } = readDistances('from,to,km\n1,03664,5\n03646,2,\n\n03646,03664,-1', units);
    expect(faults.map(f => [f.row, f.field])).toEqual([
      [2, 'from'],
      [3, 'to'],
      [3, 'km'],
      [5, 'km'],
    ]);
  });
});
