import { describe, expect, it } from '@jest/globals';
import { checkHistory, type CorrectedHistory } from './check-history.js';
import type { DatedUnit } from './dated-units.js';

const UNITS = new Map<string, DatedUnit>([
  ['old', { id: 'old', code: '03646', level: 'commune', from: '2025-01-01', to: '2025-07-01' }],
  ['new', { id: 'new', code: '03646', level: 'commune', from: '2025-07-01', to: null }],
]);
const held = (unitId: string, from: string, to: string | null) => ({
  unitId,
  from,
  to,
  post: 'party-secretary' as const,
});
const duty = (unitId: string, from: string, to: string | null) => ({ unitId, from, to, duty: 'one-stop' as const });
const faults = (history: Partial<CorrectedHistory>) =>
  checkHistory({ holdings: [], duties: [], ...history }, UNITS, '2025-12-31').map(
    ({ entry, what }) => `${entry} ${what}`,
  );

describe('a corrected history', () => {
  it('may have gaps, and a duty over several posts of one unit', () => {
    const holdings = [
      held('new', '2025-09-01', null),
      held('old', '2025-01-01', '2025-06-01'),
      held('new', '2025-07-01', '2025-09-01'),
    ];
    expect(faults({ holdings, duties: [duty('new', '2025-08-01', null)] })).toEqual([]);
  });

  it.each<[string, Partial<CorrectedHistory>, string]>([
    ['a day that is none', { holdings: [held('new', '2025-02-30', null)] }, '1 no such day'],
    [
      'an end before the beginning',
      { holdings: [held('old', '2025-02-01', '2025-02-01')] },
      '1 it ends before it begins',
    ],
    ['the future', { holdings: [held('new', '2026-01-01', null)] }, '1 it lies in the future'],
    ['an unknown unit', { holdings: [held('x', '2025-02-01', null)] }, '1 no such unit'],
    [
      'a unit that ended',
      { holdings: [held('old', '2025-02-01', null)] },
      '1 the unit 03646 did not exist all the time',
    ],
    [
      'two main posts at once',
      { holdings: [held('old', '2025-02-01', '2025-05-01'), held('old', '2025-04-01', '2025-06-01')] },
      '2 holdings overlap',
    ],
    [
      'a duty beside no post',
      { holdings: [held('old', '2025-02-01', '2025-05-01')], duties: [duty('old', '2025-02-01', '2025-05-02')] },
      '2 no post in the unit beside the duty',
    ],
    [
      'a duty twice at once',
      {
        holdings: [held('old', '2025-02-01', '2025-05-01')],
        duties: [duty('old', '2025-02-01', '2025-05-01'), duty('old', '2025-03-01', '2025-04-01')],
      },
      '3 the same duty overlaps',
    ],
  ])('is refused with %s', (_what, history, fault) => {
    expect(faults(history)).toEqual([fault]);
  });
});
