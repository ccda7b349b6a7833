import { describe, expect, it } from '@jest/globals';
import type { Fault } from './fault.js';
import type { MoveColumn } from './move.js';
import { readMove } from './read-move.js';

const GOOD: Record<MoveColumn, string> = {
  staffCode: 'SL-000001',
  fullName: 'Lò Thị Hương',
  action: 'appoint',
  unitCode: '03646',
  post: 'party-secretary',
  duties: 'one-stop;focal-point',
  effectiveDate: '2025-07-01',
};

function read(change: Partial<Record<MoveColumn, string>>, effectiveDate: string | null = null) {
  const faults: Fault[] = [];
  const draft = readMove({ row: 7, values: { ...GOOD, ...change } }, { today: '2025-12-31', effectiveDate }, faults);
  return { draft, faults: faults.map(({ row, field, code }) => `${row} ${field} ${code}`) };
}

describe('a row by itself', () => {
  it('is read with sorted duties and the name in composed form', () => {
    const { draft, faults } = read({ fullName: 'Lò Thị Hương'.normalize('NFD') });
    expect(faults).toEqual([]);
    expect(draft).toMatchObject({ fullName: 'Lò Thị Hương'.normalize('NFC'), duties: ['focal-point', 'one-stop'] });
  });

  it.each<[string, Partial<Record<MoveColumn, string>>, string]>([
    ['an empty staff code', { staffCode: '' }, '7 staffCode STAFF.ROW_MALFORMED'],
    ['a staff code with a blank', { staffCode: 'SL 1' }, '7 staffCode STAFF.ROW_MALFORMED'],
    ['a newcomer without a name', { fullName: '' }, '7 fullName STAFF.ROW_MALFORMED'],
    ['an unknown action', { action: 'promote' }, '7 action STAFF.ACTION_UNKNOWN'],
    ['no unit', { unitCode: '' }, '7 unitCode STAFF.ROW_MALFORMED'],
    ['an unknown post', { post: 'king' }, '7 post STAFF.POST_UNKNOWN'],
    ['no post', { post: '' }, '7 post STAFF.ROW_MALFORMED'],
    ['an unknown duty', { duties: 'one-stop;two-stop' }, '7 duties STAFF.DUTY_UNKNOWN'],
    ['the same duty twice', { duties: 'one-stop;one-stop' }, '7 duties STAFF.ROW_MALFORMED'],
    ['30 February', { effectiveDate: '2025-02-30' }, '7 effectiveDate STAFF.DATE_IMPOSSIBLE'],
    ['a date the other way round', { effectiveDate: '01/07/2025' }, '7 effectiveDate STAFF.DATE_IMPOSSIBLE'],
    ['a date before the state', { effectiveDate: '0025-07-01' }, '7 effectiveDate STAFF.DATE_IMPOSSIBLE'],
    ['tomorrow', { effectiveDate: '2026-01-01' }, '7 effectiveDate STAFF.DATE_IN_FUTURE'],
    ['no date at all', { effectiveDate: '' }, '7 effectiveDate STAFF.ROW_MALFORMED'],
  ])('is refused for %s', (_what, change, fault) => {
    expect(read(change).faults).toEqual([fault]);
  });

  it('takes the date of the batch when it has none', () => {
    expect(read({ effectiveDate: '' }, '2025-08-01').draft.effectiveDate).toBe('2025-08-01');
  });

  it('of somebody who leaves needs neither unit nor post', () => {
    const { draft, faults } = read({ action: 'leave', unitCode: '', post: '', duties: '', fullName: '' });
    expect(faults).toEqual([]);
    expect(draft).toMatchObject({ unitCode: null, post: null, duties: [] });
  });

  it('tells everything that is wrong with it', () => {
    expect(read({ post: 'king', duties: 'x', effectiveDate: 'soon' }).faults).toHaveLength(3);
  });
});
