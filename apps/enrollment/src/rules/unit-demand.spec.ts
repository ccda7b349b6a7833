import { describe, expect, it } from '@jest/globals';
import { ProgrammeBook } from './programme-book.js';
import { TWO_TIER } from './programme.suite.js';
import { demandDiffers, demandGroups, type DemandingPerson } from './unit-demand.js';

const book = new ProgrammeBook(
  [{ id: 'two-tier', code: 'two-tier', version: 1, from: '2025-07-01', to: null, rules: TWO_TIER }],
  [],
);

const waiting = (changes: Partial<DemandingPerson> = {}): DemandingPerson => ({
  personId: 'p',
  unitId: 'A',
  desk: false,
  classType: 'commune',
  earliest: '2026-03-15',
  deadline: '2026-06-13',
  latest: null,
  retraining: true,
  owedTo: 'decision-654',
  ...changes,
});

describe('the demand of a unit', () => {
  it('counts people who wait for the same class by the same date together', () => {
    expect(demandGroups([waiting(), waiting({ desk: true }), waiting({ deadline: '2026-06-14' })], book)).toEqual([
      expect.objectContaining({ programmeId: 'two-tier', deadline: '2026-06-13', waiting: 2, deskOfficers: 1 }),
      expect.objectContaining({ deadline: '2026-06-14', waiting: 1, deskOfficers: 0 }),
    ]);
  });

  it('is owed to the programme in force when it can be answered, or else to the one that opened the duty', () => {
    const programmes = demandGroups([waiting(), waiting({ earliest: '2025-06-01' })], book).map(one => one.programmeId);
    expect(programmes.sort()).toEqual(['decision-654', 'two-tier']);
  });

  it('is told only when it changed', () => {
    const groups = demandGroups([waiting()], book);
    expect(demandDiffers(undefined, { deskStaff: 0, groups: [] })).toBe(false);
    expect(demandDiffers({ deskStaff: 2, groups }, { groups: demandGroups([waiting()], book), deskStaff: 2 })).toBe(
      false,
    );
    expect(demandDiffers({ deskStaff: 2, groups }, { deskStaff: 3, groups })).toBe(true);
  });
});
