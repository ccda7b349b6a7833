import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseProgramme, type UnitLevel } from '#contracts';
import { levelsOf } from './cohort-levels.js';
import { roadKm } from './distance.js';
import { reachOf } from './reach.js';
import type { KnownUnit } from './units.js';

const rules = parseProgramme(
  readFileSync(new URL('../../../../data/programmes/decision-654-2012.json', import.meta.url), 'utf8'),
);
const [provincial, commune] = rules.classTypes;
const unit = (id: string, level: UnitLevel, degreesEast: number, changes: Partial<KnownUnit> = {}): KnownUnit => ({
  id,
  code: id,
  name: id,
  kind: level,
  level,
  parentId: null,
  provinceId: 'province',
  longitude: 104 + degreesEast,
  latitude: 21,
  validFrom: '2025-01-01',
  validTo: null,
  ...changes,
});
// A degree of longitude at 21° north is 104 km, by road 145 km.
const units = new Map(
  [
    unit('province', 'province', 0),
    unit('department', 'department', 0, { longitude: null, latitude: null }),
    unit('district', 'district', 0),
    unit('near', 'commune', 0.4),
    unit('far', 'commune', 0.45),
    unit('ended', 'commune', 0.1, { validTo: '2025-04-01' }),
    unit('later', 'commune', 0.1, { validFrom: '2025-04-02' }),
    unit('nowhere', 'commune', 0, { longitude: null, latitude: null, provinceId: 'unknown' }),
  ].map(one => [one.id, one]),
);
const held = (hostUnitId: string, seatUnitIds: string[] = []) => ({ hostUnitId, startsOn: '2025-04-01', seatUnitIds });

describe('reachOf', () => {
  it('takes the communes that are there and near enough by road', () => {
    expect(reachOf(held('district'), commune!, rules, units)).toEqual(['near']);
  });

  it('always takes the units of the seat plan', () => {
    expect(reachOf(held('district', ['far', 'near']), commune!, rules, units)).toEqual(['far', 'near']);
  });

  it('takes every unit of the right level for a class that only the province may host', () => {
    expect(reachOf(held('province'), provincial!, rules, units)).toEqual(['department', 'district']);
  });
});

describe('levelsOf', () => {
  it('reads the levels from the cohorts of the class type', () => {
    expect([...levelsOf('commune', rules)]).toEqual(['commune']);
    expect([...levelsOf('provincial', rules)].sort()).toEqual(['department', 'district']);
  });
});

describe('roadKm', () => {
  it('is the great circle times the road factor, and endless where a place is unknown', () => {
    const [a, b] = [units.get('province')!, unit('x', 'commune', 1)];
    expect(roadKm(a, b, 1)).toBeCloseTo(103.81, 1);
    expect(roadKm(a, b, 1.4)).toBeCloseTo(145.33, 1);
    expect(roadKm(a, units.get('nowhere')!, 1)).toBe(Infinity);
  });
});
