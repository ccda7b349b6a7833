import { describe, expect, it } from '@jest/globals';
import type { Happening } from './replay-journal.js';
import { attendance, batch, inWords, leave, move, period, UNITS_MERGED, worldAfter } from './small-world.suite.js';

const registered = batch('registration', move('An', '2025-01-01', 'A', 'chairman'));
const year2025 = period('old', 2025, '2025-01-15');
const merged = batch('merger', move('An', '2025-07-01', 'A', 'chairman'));
const year2025Again = period('new', 2025, '2025-07-01');
const trained = attendance(['September', 'An', 'attended']);
const revoked = (classId: string, on: string): Happening => ({ step: 'revocation', classId, personId: 'An', on });
const waived = (kind: string, year: number | null, until: string): Happening => {
  return { step: 'waiver', personId: 'An', kind, period: year, until };
};
const day = (on: string): Happening => ({ step: 'day', on });
const corrected = (...holdings: [unitId: string, post: string, from: string, to: string | null][]): Happening => ({
  step: 'history',
  personId: 'An',
  holdings: holdings.map(([unitId, post, from, to]) => ({ unitId, post, from, to })),
  duties: [],
});

const dutiesAfter = (...happenings: Happening[]) => inWords(worldAfter(registered, ...happenings).duties);

describe('a certificate that became void', () => {
  it('leaves owed again what it answered, for the post held now', () => {
    const world = worldAfter(registered, year2025, attendance(['May', 'An', 'attended']), revoked('May', '2025-06-01'));
    expect(inWords(world.duties)).toEqual(['yearly old/1 open A@2025-01 leaders 2025-01-15..2025-12-31 0']);
    expect(world.certificates).toMatchObject([{ classId: 'May', revokedOn: '2025-06-01', supersededBy: null }]);
  });

  it('leaves nothing owed where another class answers it, until that one is void, too', () => {
    const both = [year2025, attendance(['May', 'An', 'attended'], ['June', 'An', 'attended'])];
    expect(dutiesAfter(...both, revoked('May', '2025-06-10'))).toEqual([expect.stringContaining('fulfilled')]);
    expect(dutiesAfter(...both, revoked('May', '2025-06-10'), revoked('June', '2025-06-11'))).toEqual([
      expect.stringContaining('open'),
    ]);
  });

  it('asks nothing of whoever is in no cohort any more, and one retraining for two', () => {
    const demoted = batch('rotation', move('An', '2025-02-01', 'A', 'clerk'));
    const may = attendance(['May', 'An', 'attended']);
    expect(dutiesAfter(year2025, may, demoted, revoked('May', '2025-06-01'))).toEqual([
      expect.stringContaining('fulfilled'),
    ]);
    const elected = batch('election', move('An', '2025-08-15', 'C', 'chairman'));
    expect(dutiesAfter(UNITS_MERGED, merged, trained, elected, revoked('September', '2025-10-01'))).toEqual([
      expect.stringContaining('retraining new/1 fulfilled A@2025-07'),
      expect.stringContaining('retraining new/1 open C@2025-07 leaders 2025-08-15'),
    ]);
  });

  it('comes with a mark that is corrected, and another one with the mark turned back', () => {
    const mark = (one: 'attended' | 'absent', on: string): Happening => {
      return { step: 'mark-correction', classId: 'May', personId: 'An', mark: one, on };
    };
    const attended = [registered, year2025, attendance(['May', 'An', 'attended'])];
    const once = worldAfter(...attended, mark('absent', '2025-05-20'));
    expect([inWords(once.duties)[0], once.attendance.marks.get('May/An')?.mark]).toEqual([
      expect.stringContaining('open'),
      'absent',
    ]);
    const twice = worldAfter(...attended, mark('absent', '2025-05-20'), mark('attended', '2025-05-21'));
    expect(twice.certificates.map(one => one.revokedOn)).toEqual(['2025-05-20', null]);
    expect(inWords(twice.duties)[0]).toContain('fulfilled');
  });
});

describe('a waiver', () => {
  it('holds until its last day', () => {
    const until = [year2025, waived('yearly', 2025, '2025-03-31')];
    expect(dutiesAfter(...until, day('2025-03-31'))).toEqual([expect.stringContaining('waived')]);
    expect(dutiesAfter(...until, day('2025-04-01'))).toEqual([
      'yearly old/1 open A@2025-01 leaders 2025-01-15..2025-12-31 0',
    ]);
  });

  it('does not hold against the next move, nor come back after it', () => {
    const moved = batch('rotation', move('An', '2025-03-01', 'B', 'chairman'));
    expect(dutiesAfter(year2025, waived('yearly', 2025, '2025-03-31'), moved, day('2025-04-01'))).toEqual([
      'yearly old/1 open B@2025-01 leaders 2025-03-01..2025-12-31 0',
    ]);
  });

  it('leaves nothing owed when it ends for somebody who left or was trained meanwhile', () => {
    const left = batch('retirement', leave('An', '2025-03-01'));
    const waiver = [year2025, waived('yearly', 2025, '2025-06-30')];
    for (const meanwhile of [left, attendance(['May', 'An', 'attended'])])
      expect(dutiesAfter(...waiver, meanwhile, day('2025-07-01'))).toEqual([expect.stringContaining('waived')]);
  });
});

describe('a history put right', () => {
  it('moves what is owed to where the person serves, and asks for no retraining', () => {
    const world = worldAfter(
      registered,
      UNITS_MERGED,
      merged,
      corrected(['A@2025-01', 'chairman', '2025-01-01', '2025-07-01'], ['C@2025-07', 'chairman', '2025-07-01', null]),
    );
    expect(world.registry.people.get('An')).toMatchObject({ revision: 3, held: { unitId: 'C@2025-07' } });
    expect(inWords(world.duties)).toEqual(['retraining new/1 open C@2025-07 leaders 2025-07-01..2025-09-29 1']);
  });

  it('ends no waiver while the present stays as it was', () => {
    const before = [UNITS_MERGED, merged, year2025Again, waived('yearly', 2025, '2025-12-01')];
    const yearly = (...more: Happening[]) => dutiesAfter(...before, ...more).find(one => one.startsWith('yearly'));
    const past = corrected(
      ['A@2025-01', 'clerk', '2025-01-01', '2025-07-01'],
      ['A@2025-07', 'chairman', '2025-07-01', null],
    );
    expect(yearly(past)).toContain('waived');
    expect(yearly(corrected(['C@2025-07', 'chairman', '2025-07-01', null]))).toContain('open C@2025-07');
  });

  it('lets somebody go who left without anybody knowing', () => {
    const world = worldAfter(registered, year2025, corrected(['A@2025-01', 'chairman', '2025-01-01', '2025-02-01']));
    expect(world.registry.people.get('An')).toMatchObject({ held: null, since: '2025-02-01' });
    expect(inWords(world.duties)).toEqual([expect.stringContaining('waived')]);
  });
});

describe('seats kept for a unit', () => {
  const reserve = (seats: number): Happening => {
    return { step: 'reservation', classId: 'June', unitId: 'A@2025-01', seats, expiresOn: '2025-05-20' };
  };
  const kept = (...happenings: Happening[]) => [...worldAfter(...happenings).seatRules.reservations.values()];

  it('are kept until their last day, or given back, and can be kept again', () => {
    expect(kept(reserve(2), reserve(3))).toMatchObject([{ seats: 3, expired: false }]);
    expect(kept(reserve(2), day('2025-05-20'))).toMatchObject([{ expired: false }]);
    expect(kept(reserve(2), day('2025-05-21'))).toMatchObject([{ seats: 2, expired: true }]);
    expect(kept(reserve(2), reserve(0))).toMatchObject([{ seats: 2, expired: true }]);
    expect(kept(reserve(2), reserve(0), reserve(1))).toMatchObject([{ seats: 1, expired: false }]);
  });
});
