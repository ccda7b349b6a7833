import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseProgramme, type ProgrammeRules } from '#contracts';
import { canBeSplit, checkProgramme, impossibleSizes } from './check-programme.js';
import { findingSentence, type FindingCode } from './programme-findings.js';

const rules = parseProgramme(readFileSync('data/programmes/decision-654-2012.json', 'utf8'));
/** Sơn La in April 2012. */
const UNITS = { department: 20, district: 11, commune: 204 };
const findings = (code: FindingCode, people?: Record<string, number>, of: ProgrammeRules = rules) =>
  checkProgramme(of, UNITS, people)
    .filter(one => one.code === code)
    .map(({ params }) => params);

describe('the check of Decision 654', () => {
  it('counts the seats of a year: 150–210 in the province, 360–600 for the communes', () => {
    expect(findings('SEATS_A_YEAR')).toMatchObject([
      { type: 'provincial', classes: 3, fewest: 150, most: 210 },
      { type: 'commune', classes: 12, fewest: 360, most: 600 },
    ]);
  });

  it('names the sizes that no class plan can meet', () => {
    expect(impossibleSizes({ minimum: 30, maximum: 50 })).toEqual(['1–29', '51–59']);
    expect(impossibleSizes({ minimum: 50, maximum: 70 })).toEqual(['1–49', '71–99', '141–149']);
    const sizes = { minimum: 50, maximum: 70 };
    for (let people = 1; people <= 300; people++) {
      const classes = [1, 2, 3, 4, 5, 6].some(k => sizes.minimum * k <= people && people <= sizes.maximum * k);
      expect([people, canBeSplit(people, sizes)]).toEqual([people, classes]);
    }
  });

  it('shows that the smallest duty already fails: 612 one-stop officers for 600 seats', () => {
    expect(findings('NORM_ABOVE_SEATS')).toEqual([
      { type: 'commune', units: 204, level: 'commune', minimum: 3, duty: 'one-stop', people: 612, most: 600 },
    ]);
  });

  it('finds the 42–53 one-stop officers of departments and districts whom the class list forgets', () => {
    const forgotten = findings('DUTY_FORGOTTEN');
    expect(forgotten.map(({ level, fewest, most }) => [level, fewest, most])).toEqual([
      ['department', 20, 20],
      ['district', 22, 33],
    ]);
    const without = { ...rules, cohorts: rules.cohorts.filter(({ code }) => !code.includes('one-stop')) };
    expect(findings('DUTY_IN_NO_CLASS', undefined, without).map(({ level }) => level)).toEqual(
      expect.arrayContaining(['department', 'district', 'commune']),
    );
  });

  it('prices the allowance: 654–665 people, 1.570–1.596 billion đồng a year', () => {
    expect(findings('ALLOWANCE_A_YEAR')).toEqual([
      { amount: 200_000, fewest: 654, most: 665, yearFewest: 1_569_600_000, yearMost: 1_596_000_000 },
    ]);
  });

  it('compares people with seats: 9 a commune need 37 classes and get one class in 36.7 months', () => {
    const commune = rules.cohorts.find(({ classType }) => classType === 'commune');
    const people = { [commune?.code ?? '']: 1_836 };
    expect(findings('SEATS_TOO_FEW', people)).toMatchObject([{ people: 1_836, most: 600, needed: 37, months: 36.7 }]);
    expect(findings('SIZE_IMPOSSIBLE', { [commune?.code ?? '']: 57 })).toEqual([
      { type: 'commune', people: 57, below: 50, above: 60 },
    ]);
  });

  it('says every finding in both languages, without a gap', () => {
    for (const { code, params } of checkProgramme(rules, UNITS, { 'commune-one-stop': 700 }))
      for (const sentence of Object.values(findingSentence(code, params))) expect(sentence).not.toMatch(/[{}]/);
  });
});
