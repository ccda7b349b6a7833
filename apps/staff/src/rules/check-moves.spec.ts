import { describe, expect, it } from '@jest/globals';
import { addDays } from '#kernel';
import { checkMoves, type RegistryFacts } from './check-moves.js';
import { unitLookup, type DatedUnit } from './dated-units.js';
import { personIdOf, type MoveDraft } from './move.js';

const OLD: DatedUnit = { id: 'old', code: '03646', level: 'commune', from: '2025-01-01', to: '2025-07-01' };
const NEW: DatedUnit = { id: 'new', code: '03646', level: 'commune', from: '2025-07-01', to: null };
const OFFICE: DatedUnit = { id: 'office', code: 'SNV', level: 'department', from: '2025-01-01', to: null };

const FACTS: RegistryFacts = {
  unitOn: unitLookup([OLD, NEW, OFFICE]),
  careers: new Map([
    ['held', { spans: [{ from: '2025-01-01', to: null }] }],
    ['left', { spans: [{ from: '2025-01-01', to: '2025-03-01' }] }],
  ]),
};

let row = 1;
const draft = (change: Partial<MoveDraft>): MoveDraft => ({
  row: (row += 1),
  staffCode: 'new',
  fullName: 'Cà Văn Bình',
  action: 'appoint',
  unitCode: '03646',
  post: 'party-secretary',
  duties: [],
  effectiveDate: '2025-02-01',
  ...change,
});

const codesOf = (...drafts: MoveDraft[]) => checkMoves(drafts, FACTS).faults.map(({ code }) => code);

describe('rows against the registry', () => {
  it('finds the unit that carries the code on the day', () => {
    const days = ['2025-06-30', '2025-07-01'].map(effectiveDate => draft({ effectiveDate, staffCode: effectiveDate }));
    const { moves } = checkMoves(days, FACTS);
    expect(Object.fromEntries(moves.map(({ effectiveDate, unitId }) => [effectiveDate, unitId]))).toEqual({
      '2025-06-30': 'old',
      '2025-07-01': 'new',
    });
  });

  it.each<[string, Partial<MoveDraft>, string]>([
    ['a code that no unit carries', { unitCode: '99999' }, 'STAFF.UNIT_UNKNOWN'],
    ['a code that no unit carries yet', { effectiveDate: '2024-12-31' }, 'STAFF.UNIT_UNKNOWN'],
    ['a party secretary in a department', { unitCode: 'SNV' }, 'STAFF.POST_LEVEL_MISMATCH'],
    ['appointing somebody who holds a post', { staffCode: 'held' }, 'STAFF.TWO_MAIN_POSTS'],
    ['moving somebody unknown', { action: 'reassign' }, 'STAFF.PERSON_UNKNOWN'],
    [
      'moving somebody who left',
      { action: 'reassign', staffCode: 'left', effectiveDate: '2025-03-01' },
      'STAFF.PERSON_UNKNOWN',
    ],
    [
      'moving on the day of the appointment',
      { action: 'reassign', staffCode: 'held', effectiveDate: '2025-01-01' },
      'STAFF.VALIDITY_OVERLAP',
    ],
    ['appointing before the last post ended', { staffCode: 'left' }, 'STAFF.VALIDITY_OVERLAP'],
  ])('refuse %s', (_what, change, code) => {
    expect(codesOf(draft(change))).toEqual([code]);
  });

  it('let somebody return on the day of leaving', () => {
    expect(codesOf(draft({ staffCode: 'left', effectiveDate: '2025-03-01' }))).toEqual([]);
  });

  it('refuse two appointments of one person, on the same day or later', () => {
    const first = draft({});
    expect(codesOf(first, draft({ post: 'council-chairman' }))).toEqual(['STAFF.TWO_MAIN_POSTS']);
    expect(codesOf(first, draft({ effectiveDate: '2025-03-01' }))).toEqual(['STAFF.TWO_MAIN_POSTS']);
  });

  it('refuse a line that stands there twice', () => {
    expect(codesOf(draft({}), draft({}))).toEqual(['STAFF.VALIDITY_OVERLAP']);
  });

  it('are put in the order of their dates, whatever the order of the file', () => {
    const leave = draft({
      staffCode: 'held',
      action: 'leave',
      unitCode: null,
      post: null,
      effectiveDate: '2025-05-01',
    });
    const moved = draft({ staffCode: 'held', action: 'reassign', effectiveDate: '2025-04-01' });
    const back = draft({ staffCode: 'held', effectiveDate: '2025-06-01' });
    const { faults, moves } = checkMoves([back, leave, moved], FACTS);
    expect(faults).toEqual([]);
    expect(moves.map(({ action }) => action)).toEqual(['reassign', 'leave', 'appoint']);
  });

  it('are put in the order of the ids of their people', () => {
    const people = ['held', 'one', 'two', 'three', 'four'].map(staffCode =>
      draft({ staffCode, action: staffCode === 'held' ? 'reassign' : 'appoint', effectiveDate: '2025-04-01' }),
    );
    const ids = checkMoves(people, FACTS).moves.map(({ personId }) => personId);
    expect(ids).toEqual(people.map(({ staffCode }) => personIdOf(staffCode)).sort());
  });

  it('report a wrong unit once, not again in the rows that follow from it', () => {
    const appointed = draft({ unitCode: '99999' });
    expect(codesOf(appointed, draft({ action: 'reassign', effectiveDate: '2025-03-01' }))).toEqual([
      'STAFF.UNIT_UNKNOWN',
    ]);
  });

  it('are checked for a whole country in less than two seconds', () => {
    const drafts = Array.from({ length: 30_000 }, (_each, index) =>
      draft({
        staffCode: `VN-${index >> 1}`,
        action: index % 2 ? 'reassign' : 'appoint',
        effectiveDate: addDays('2025-01-01', index % 2),
      }),
    );
    // Processor time, not the clock: other specs run beside this one.
    const before = process.cpuUsage();
    expect(checkMoves(drafts, FACTS).faults).toEqual([]);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});

describe('a row dated before what is recorded already', () => {
  const careers = new Map([
    [
      'moved',
      {
        spans: [
          { from: '2025-01-01', to: '2025-03-01' },
          { from: '2025-04-01', to: null },
        ],
      },
    ],
  ]);
  const untilOf = (...drafts: MoveDraft[]) => {
    const { faults, moves } = checkMoves(drafts, { ...FACTS, careers });
    return [...faults.map(({ code }) => code), ...moves.map(({ until }) => until)];
  };
  const late = (action: MoveDraft['action'], effectiveDate: string, change: Partial<MoveDraft> = {}) =>
    draft({ staffCode: 'moved', action, effectiveDate, ...change });

  it('tells of the days until the next change', () => {
    expect(untilOf(late('reassign', '2025-02-01'))).toEqual(['2025-03-01']);
    expect(untilOf(late('appoint', '2025-03-15'))).toEqual(['2025-04-01']);
    expect(untilOf(late('leave', '2025-02-01', { unitCode: null, post: null }))).toEqual(['2025-03-01']);
    expect(untilOf(late('reassign', '2025-05-01'))).toEqual([null]);
    const both = [late('reassign', '2025-02-01'), late('reassign', '2025-02-15'), late('reassign', '2025-05-01')];
    expect(untilOf(...both)).toEqual(['2025-03-01', '2025-03-01', null]);
  });

  it('needs a post on its day, and a unit that is there until the next change', () => {
    expect(untilOf(late('reassign', '2025-03-15')).at(0)).toBe('STAFF.PERSON_UNKNOWN');
    expect(untilOf(late('appoint', '2025-04-01')).at(0)).toBe('STAFF.TWO_MAIN_POSTS');
    const ending = { ...OLD, ends: '2025-07-01' };
    const served = new Map([['moved', { spans: [{ from: '2025-01-01', to: '2025-08-01' }] }]]);
    const facts = { unitOn: unitLookup([ending, NEW]), careers: served };
    expect(checkMoves([late('reassign', '2025-06-01')], facts).faults).toMatchObject([
      { code: 'STAFF.UNIT_ENDS_EARLIER', params: { date: '2025-07-01', until: '2025-08-01' } },
    ]);
  });
});
