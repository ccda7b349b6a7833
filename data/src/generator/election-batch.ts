import type { Unit } from '../units/unit.js';
import { rowOf, type BatchRow, type Person } from './batch-row.js';
import { fullName } from './full-name.js';
import { regionOf, staffCodes } from './generate-people.js';
import { ELECTED_POSTS } from './posts.js';
import { randomFor, shuffled, type Random } from './random.js';

const CHANGING = 0.5;
const RETIRING_OF_CHANGING = 0.2;

interface ElectionOptions {
  /** Everybody, or at least the elected leaders of the communes. */
  people: Iterable<Person>;
  /** The units at the date of the election. */
  units: readonly Unit[];
  seed: number;
  effectiveDate: string;
  /** The number after the last staff code in use. */
  nextNumber: number;
}

/**
 * About half of the elected leaders of the communes change. Most go to the same post of another commune; some retire,
 * and somebody new is elected in their place. A concurrent duty belongs to the place, so each place keeps its duties.
 */
export function electionBatch({ people, units, seed, effectiveDate, nextNumber }: ElectionOptions): BatchRow[] {
  const communes = new Set(units.filter(unit => unit.level === 'commune').map(unit => unit.code));
  const region = regionOf(units);
  const code = staffCodes(region);
  const moving = new Map(ELECTED_POSTS.map(post => [post, [] as Person[]]));
  const retiring: Person[] = [];
  for (const person of people) {
    const movers = moving.get(person.post);
    if (!movers || !communes.has(person.unitCode)) continue;
    const random = randomFor(seed, 'election', person.staffCode);
    if (random() >= CHANGING) continue;
    (random() < RETIRING_OF_CHANGING ? retiring : movers).push(person);
  }
  const rows: BatchRow[] = [];
  for (const [post, movers] of moving) {
    for (const person of rotated(randomFor(seed, 'rotation', post), movers))
      rows.push(rowOf('reassign', person, effectiveDate));
  }
  let number = nextNumber;
  for (const person of retiring) {
    rows.push(rowOf('leave', person, effectiveDate));
    const staffCode = code(number++);
    const newcomer = { ...person, staffCode, fullName: fullName(randomFor(seed, 'newcomer', staffCode), region) };
    rows.push(rowOf('appoint', newcomer, effectiveDate));
  }
  return rows;
}

/**
 * Everybody takes the place of somebody in another commune. With the people of one commune side by side, a shift by the
 * largest such group can meet the own commune again only when that group is more than half of all: then nobody moves.
 */
function rotated(random: Random, movers: readonly Person[]): Person[] {
  const byUnit = new Map<string, Person[]>();
  for (const person of movers) byUnit.set(person.unitCode, [...(byUnit.get(person.unitCode) ?? []), person]);
  const groups = shuffled(random, [...byUnit.values()]);
  const shift = Math.max(0, ...groups.map(group => group.length));
  if (shift * 2 > movers.length) return [];
  const ring = groups.flat();
  return ring.map((person, index) => {
    const { unitCode, post, duties } = ring[(index + shift) % ring.length]!;
    return { ...person, unitCode, post, duties };
  });
}
