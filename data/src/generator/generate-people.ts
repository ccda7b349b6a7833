import type { Unit } from '../units/unit.js';
import { rowOf, type BatchRow } from './batch-row.js';
import { fullName, type NamingRegion } from './full-name.js';
import { COMMUNE_PLACES, DEPARTMENT_PLACES, districtPlaces, furtherOfficer, type Place } from './posts.js';
import { randomFor } from './random.js';

/** The real staffing of the units, or that many people in them (communes get more or fewer officers). */
export type Scale = 'son-la' | 'country' | number;

interface PeopleOptions {
  units: readonly Unit[];
  scale: Scale;
  seed: number;
  effectiveDate: string;
}

/** The first load of the registry, row by row, so that a million people need no more memory than one. */
export function* generatePeople({ units, scale, seed, effectiveDate }: PeopleOptions): Generator<BatchRow> {
  const staffed = units
    .map(unit => ({ unit, places: placesOf(unit, units) }))
    .filter(({ places }) => places.length > 0);
  const usual = staffed.reduce((sum, { places }) => sum + places.length, 0);
  const wanted = typeof scale === 'number' ? scale : usual;
  if (!Number.isInteger(wanted) || wanted < 1) throw new Error(`Not a number of people: ${scale}`);
  const communes = staffed.filter(({ unit }) => unit.level === 'commune').length;
  const region = regionOf(units);
  const code = staffCodes(region);
  let commune = 0;
  let number = 0;
  for (const { unit, places } of staffed) {
    const random = randomFor(seed, 'people', unit.code);
    const further = unit.level === 'commune' ? share(Math.max(0, wanted - usual), commune++, communes) : 0;
    for (let index = 0; index < places.length + further; index++) {
      if (number === wanted) return;
      const place = places[index] ?? furtherOfficer(index - places.length);
      const person = { staffCode: code(++number), fullName: fullName(random, region), unitCode: unit.code, ...place };
      yield rowOf('appoint', person, effectiveDate);
    }
  }
}

export function regionOf(units: readonly Unit[]): NamingRegion {
  return units.filter(unit => unit.level === 'province').length > 1 ? 'country' : 'son-la';
}

/** Staff codes by number: 'SL-000001' in Sơn La, 'VN-0000001' in the country. */
export function staffCodes(region: NamingRegion): (number: number) => string {
  const [prefix, digits] = region === 'son-la' ? ['SL', 6] : ['VN', 7];
  return number => `${prefix}-${String(number).padStart(digits, '0')}`;
}

function placesOf(unit: Unit, units: readonly Unit[]): readonly Place[] {
  switch (unit.level) {
    case 'province':
      return [];
    case 'department':
      return DEPARTMENT_PLACES;
    case 'district':
      return districtPlaces(units.filter(({ parentCode }) => parentCode === unit.code).length);
    case 'commune':
      return COMMUNE_PLACES;
  }
}

/** The part of the n-th of `parts` in a total, without loss by rounding. */
function share(total: number, n: number, parts: number): number {
  return Math.floor(((n + 1) * total) / parts) - Math.floor((n * total) / parts);
}
