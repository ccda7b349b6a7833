import { describe, expect, it } from '@jest/globals';
import type { CohortRule } from '#contracts';
import { cohortOf, holds, type HeldPost } from './cohort.js';
import { TWO_TIER } from './programme.suite.js';

const held = (changes: Partial<HeldPost> = {}): HeldPost => ({
  unitLevel: 'commune',
  post: 'party-secretary',
  duties: [],
  ...changes,
});

describe('a cohort rule', () => {
  const commune: CohortRule = { unitLevel: ['commune'] };
  const secretary: CohortRule = { post: ['party-secretary'] };
  const desk: CohortRule = { duty: ['one-stop'] };

  it.each([
    ['a level', commune, held(), true],
    ['another level', commune, held({ unitLevel: 'district' }), false],
    ['a post', secretary, held(), true],
    ['another post', secretary, held({ post: 'director' }), false],
    ['a duty', desk, held({ duties: ['focal-point', 'one-stop'] }), true],
    ['no duty', desk, held(), false],
    ['all', { all: [commune, secretary] }, held(), true],
    ['all but one', { all: [commune, desk] }, held(), false],
    ['any', { any: [desk, secretary] }, held(), true],
    ['none of any', { any: [desk, { post: ['director'] }] }, held(), false],
    ['not', { not: desk }, held(), true],
    ['not, but so', { not: { all: [commune, { any: [secretary, desk] }] } }, held(), false],
  ] satisfies [string, CohortRule, HeldPost, boolean][])('decides on %s', (_case, rule, post, expected) => {
    expect(holds(rule, post)).toBe(expected);
  });

  it('gives the first cohort that matches', () => {
    const leaderAtTheDesk = held({ duties: ['one-stop', 'focal-point'] });
    expect(cohortOf(TWO_TIER, leaderAtTheDesk)?.code).toBe('party-leaders');
    expect(cohortOf(TWO_TIER, held({ post: 'justice-registry-officer', duties: ['one-stop'] }))?.code).toBe(
      'commune-one-stop',
    );
  });

  it('tells posts and programmes apart, however often they are asked', () => {
    const officer = held({ post: 'office-statistics-officer', duties: ['one-stop'] });
    const other = { cohorts: TWO_TIER.cohorts.filter(({ code }) => code !== 'commune-one-stop') };
    for (let turn = 0; turn < 2; turn++) {
      expect(cohortOf(TWO_TIER, officer)?.code).toBe('commune-one-stop');
      expect(cohortOf(TWO_TIER, { ...officer, duties: [] })?.code).not.toBe('commune-one-stop');
      expect(cohortOf(other, officer)?.code).not.toBe('commune-one-stop');
      expect(cohortOf(TWO_TIER, held({ unitLevel: 'district' }))).toBeUndefined();
    }
  });

  it('gives none to a post that the programme does not name', () => {
    expect(cohortOf(TWO_TIER, held({ post: 'land-construction-officer' }))).toBeUndefined();
    expect(cohortOf(TWO_TIER, held({ unitLevel: 'district' }))).toBeUndefined();
  });
});
