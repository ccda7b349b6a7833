import { describe, expect, it } from '@jest/globals';
import { attendance, batch, inWords, leave, move, period, UNITS_MERGED, worldAfter } from './small-world.suite.js';

const registered = batch(
  'registration',
  move('An', '2025-01-01', 'A', 'chairman'),
  move('Ba', '2025-01-01', 'D', 'clerk'),
);
const year2025 = period('old', 2025, '2025-01-15');
const merged = batch('merger', move('An', '2025-07-01', 'A', 'chairman', 'one-stop'));
const elected = batch('election', move('An', '2025-08-15', 'C', 'chairman'));

const dutiesAfter = (...happenings: Parameters<typeof worldAfter>) => inWords(worldAfter(...happenings).duties);

describe('the year', () => {
  it('is owed by everybody in a cohort, and by nobody else', () => {
    expect(dutiesAfter(registered, year2025)).toEqual(['yearly old/1 open A@2025-01 leaders 2025-01-15..2025-12-31 0']);
  });

  it('is owed once, however often it is opened', () => {
    expect(dutiesAfter(registered, year2025, year2025)).toHaveLength(1);
  });

  it('is owed from the day somebody comes into a cohort later in it', () => {
    const promoted = batch('rotation', move('Ba', '2025-03-01', 'A', 'chairman'));
    const owed = 'yearly old/1 open A@2025-01 leaders 2025-03-01..2025-12-31 0';
    expect(dutiesAfter(registered, year2025, promoted)).toContain(owed);
    expect(dutiesAfter(registered, promoted, year2025)).toContain(owed);
  });

  it('is owed from its first day for a post taken before it and heard of afterwards', () => {
    const early = batch('rotation', move('Ba', '2025-01-10', 'A', 'chairman'));
    expect(dutiesAfter(year2025, batch('registration', move('Ba', '2025-01-01', 'D', 'clerk')), early)).toEqual([
      'yearly old/1 open A@2025-01 leaders 2025-01-15..2025-12-31 0',
    ]);
  });

  it('is not owed for a post taken in another year', () => {
    expect(dutiesAfter(year2025, batch('rotation', move('Ba', '2026-02-01', 'A', 'chairman')))).toEqual([]);
  });

  it('follows the person into another programme, and ends there when nothing is asked', () => {
    expect(dutiesAfter(registered, year2025, UNITS_MERGED, merged)[0]).toBe(
      'yearly old/1 open A@2025-07 desk 2025-01-15..2025-12-31 0',
    );
    const clerk = batch('merger', move('An', '2025-07-01', 'A', 'clerk'));
    expect(dutiesAfter(registered, year2025, UNITS_MERGED, clerk)).toEqual([
      'yearly old/1 waived A@2025-01 leaders 2025-01-15..2025-12-31 0',
    ]);
  });

  it('is owed again when somebody who left returns in it', () => {
    const back = batch('rotation', move('An', '2025-04-01', 'B', 'chairman'));
    expect(dutiesAfter(registered, year2025, batch('retirement', leave('An', '2025-03-01')), back)).toEqual([
      'yearly old/1 open B@2025-01 leaders 2025-04-01..2025-12-31 0',
    ]);
  });
});

describe('retraining', () => {
  it('is owed after a merger and again later after an election: once, for both', () => {
    expect(dutiesAfter(registered, UNITS_MERGED, merged)).toEqual([
      'retraining new/1 open A@2025-07 desk 2025-07-01..2025-09-29 1',
    ]);
    expect(dutiesAfter(registered, UNITS_MERGED, merged, elected)).toEqual([
      'retraining new/1 open C@2025-07 leaders 2025-08-15..2025-11-13 2',
    ]);
  });

  it('is not owed after a cause that the programme does not name', () => {
    expect(dutiesAfter(registered, batch('rotation', move('An', '2025-02-01', 'B', 'chairman')))).toEqual([]);
  });

  it('changes nothing when the same file is acknowledged twice', () => {
    const world = worldAfter(registered, UNITS_MERGED, merged, merged);
    expect(inWords(world.duties)).toEqual(['retraining new/1 open A@2025-07 desk 2025-07-01..2025-09-29 1']);
    expect(world.registry.people.get('An')).toMatchObject({ revision: 2 });
    expect(world.registry.batches).toHaveLength(2);
  });

  it('ends when the person leaves, and begins anew when the person returns', () => {
    const back = batch('appointment', move('An', '2025-08-10', 'C', 'chairman'));
    const left = batch('retirement', leave('An', '2025-08-01'));
    const world = worldAfter(registered, UNITS_MERGED, merged, left, back);
    expect(world.registry.people.get('An')).toMatchObject({ revision: 4, held: { unitId: 'C@2025-07' } });
    expect(inWords(world.duties)).toEqual([
      'retraining new/1 waived A@2025-07 desk 2025-07-01..2025-09-29 1',
      'retraining new/1 open C@2025-07 leaders 2025-08-10..2025-11-08 1',
    ]);
  });
});

describe('a waiver of units', () => {
  const waiver = (...unitIds: string[]) => ({ step: 'bulk-waiver' as const, unitIds });

  it('sets aside all that its people owe, and does not hold against the next move', () => {
    expect(dutiesAfter(registered, year2025, waiver('A@2025-01'))).toEqual([
      expect.stringContaining('yearly old/1 waived'),
    ]);
    expect(dutiesAfter(registered, year2025, waiver('C@2025-01'))).toEqual([
      expect.stringContaining('yearly old/1 open'),
    ]);
    expect(dutiesAfter(registered, UNITS_MERGED, merged, waiver('A@2025-07'), elected)).toEqual([
      expect.stringContaining('retraining new/1 waived'),
      expect.stringContaining('retraining new/1 open'),
    ]);
  });
});

describe('attendance', () => {
  it('answers every duty owed by the first day of the class, and none after', () => {
    expect(
      dutiesAfter(registered, year2025, UNITS_MERGED, merged, attendance(['September', 'An', 'attended'])),
    ).toEqual([
      expect.stringContaining('yearly old/1 fulfilled'),
      expect.stringContaining('retraining new/1 fulfilled'),
    ]);
    expect(dutiesAfter(registered, year2025, UNITS_MERGED, merged, attendance(['May', 'An', 'attended']))).toEqual([
      expect.stringContaining('yearly old/1 fulfilled'),
      expect.stringContaining('retraining new/1 open'),
    ]);
  });

  it('answers a duty that is heard of afterwards', () => {
    const late = dutiesAfter(registered, UNITS_MERGED, merged, attendance(['September', 'An', 'attended']), elected);
    expect(late).toEqual([
      expect.stringContaining('retraining new/1 fulfilled A@2025-07'),
      expect.stringContaining('retraining new/1 fulfilled C@2025-07'),
    ]);
  });

  it('answers nothing when the person was absent', () => {
    const world = worldAfter(registered, year2025, attendance(['May', 'An', 'absent']));
    expect(inWords(world.duties)).toEqual([expect.stringContaining('open')]);
    expect(world.certificates).toEqual([]);
    expect(world.attendance.marks.size).toBe(1);
  });

  it('gives one certificate a class; the one of the latest class stays', () => {
    const marks = (...classes: string[]) => classes.map(one => attendance([one, 'An', 'attended']));
    const held = (...classes: string[]) =>
      worldAfter(registered, ...marks(...classes)).certificates.map(one => [one.classId, one.supersededBy]);
    expect(held('May', 'May', 'September')).toEqual([
      ['May', 'September'],
      ['September', null],
    ]);
    expect(held('September', 'May')).toEqual([
      ['September', null],
      ['May', 'September'],
    ]);
  });
});

describe('units', () => {
  it('carry the same code before and after a merger without being the same', () => {
    const { units } = worldAfter(UNITS_MERGED);
    expect([units.on('A', '2025-06-30')?.unitId, units.on('A', '2025-07-01')?.unitId]).toEqual([
      'A@2025-01',
      'A@2025-07',
    ]);
    expect(units.on('D', '2025-07-01')).toBeUndefined();
    expect(units.successions).toEqual([
      { predecessorId: 'A@2025-01', successorId: 'A@2025-07', on: '2025-07-01' },
      { predecessorId: 'B@2025-01', successorId: 'A@2025-07', on: '2025-07-01' },
    ]);
  });
});
