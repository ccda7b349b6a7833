import { describe, expect, it } from '@jest/globals';
import { after, before, country, mergers } from '../generator/scenario.fixture.js';
import { writeUnits, readUnits, type Unit } from './unit.js';

const count = (units: Unit[]) =>
  Object.fromEntries(
    ['province', 'department', 'district', 'commune'].map(level => [
      level,
      units.filter(unit => unit.level === level).length,
    ]),
  );

describe('the unit lists', () => {
  it('hold the units of their dates', () => {
    expect(count(before)).toEqual({ province: 1, department: 20, district: 12, commune: 200 });
    expect(count(after)).toEqual({ province: 0, department: 0, district: 0, commune: 75 });
    expect(count(country)).toEqual({ province: 34, department: 0, district: 0, commune: 3321 });
  });

  it.each([
    ['before', before],
    ['country', country],
  ])('have unique codes and known parents (%s)', (_name, units) => {
    const codes = new Set(units.map(unit => unit.code));
    expect(codes.size).toBe(units.length);
    expect(units.filter(unit => unit.level !== 'province' && !codes.has(unit.parentCode))).toEqual([]);
  });

  it('place every unit of Sơn La inside the province', () => {
    for (const { longitude, latitude } of [...before, ...after]) {
      expect(longitude).toBeGreaterThan(103.2);
      expect(longitude).toBeLessThan(105.1);
      expect(latitude).toBeGreaterThan(20.5);
      expect(latitude).toBeLessThan(22.1);
    }
  });

  it('lead every old commune to one new commune', () => {
    const old = before.filter(unit => unit.level === 'commune').map(unit => unit.code);
    expect(mergers.map(merger => merger.oldCode).sort()).toEqual(old.sort());
    expect(new Set(mergers.map(merger => merger.newCode))).toEqual(new Set(after.map(unit => unit.code)));
  });

  it('come back unchanged after writing, commas in names included', () => {
    expect(readUnits(writeUnits(before))).toEqual(before);
    expect(before.some(unit => unit.name.includes(','))).toBe(true);
  });
});
