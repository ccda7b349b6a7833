import { describe, expect, it } from '@jest/globals';
import type { BatchRow } from './batch-row.js';
import { generatePeople, type Scale } from './generate-people.js';
import { before, country } from './scenario.fixture.js';

function rows(units: typeof country, scale: Scale, seed = 1): BatchRow[] {
  return [...generatePeople({ units, scale, seed, effectiveDate: '2025-07-01' })];
}

describe('generatePeople', () => {
  it('gives the country nine people for each of its 3,321 communes', () => {
    const people = rows(country, 'country');
    expect(people).toHaveLength(3321 * 9);
    expect(people[0]!.staffCode).toBe('VN-0000001');
  });

  it.each([10, 1990, 5000])('gives exactly %i people', scale => {
    const people = rows(before, scale);
    expect(people).toHaveLength(scale);
    expect(new Set(people.map(row => row.staffCode)).size).toBe(scale);
  });

  it('spreads the officers beyond the usual ones evenly over the communes', () => {
    const sizes = new Map<string, number>();
    for (const { unitCode } of rows(before, 5000)) sizes.set(unitCode, (sizes.get(unitCode) ?? 0) + 1);
    const communes = before.filter(unit => unit.level === 'commune').map(unit => sizes.get(unit.code)!);
    expect(Math.max(...communes) - Math.min(...communes)).toBe(1);
  });

  it('is lazy: the first of a million comes without the others', () => {
    const people = generatePeople({ units: country, scale: 1_000_000, seed: 1, effectiveDate: '2025-07-01' });
    expect(people.next().value).toMatchObject({ staffCode: 'VN-0000001', action: 'appoint' });
  });

  it('gives other names for another seed, in the same posts', () => {
    const [one, two] = [rows(before, 'son-la', 1), rows(before, 'son-la', 2)];
    expect(one.map(row => row.post)).toEqual(two.map(row => row.post));
    const same = one.filter((row, index) => row.fullName === two[index]!.fullName).length;
    expect(same / one.length).toBeLessThan(0.02);
  });

  it.each([0, -1, 1.5])('refuses a scale of %d', scale => {
    expect(() => rows(before, scale)).toThrow('Not a number of people');
  });
});
