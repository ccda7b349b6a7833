import type { PostCode } from '#contracts';
import type { Merger, Unit } from '../units/unit.js';
import { rowOf, type BatchRow, type Person } from './batch-row.js';
import { pick, randomFor } from './random.js';

const RETIRING = 0.03;

/** A commune has one head of each organ; the heads of the communes merged into it become deputies of the same organ. */
const DEPUTY_OF: Partial<Record<PostCode, PostCode>> = {
  'party-secretary': 'deputy-party-secretary',
  'council-chairman': 'council-vice-chairman',
  'committee-chairman': 'committee-vice-chairman',
};

interface MergerOptions {
  people: readonly Person[];
  /** The units before the mergers. */
  units: readonly Unit[];
  mergers: readonly Merger[];
  seed: number;
  effectiveDate: string;
}

/** Everybody of the old communes and of the districts goes to a new commune, or retires. */
export function mergerBatch({ people, units, mergers, seed, effectiveDate }: MergerOptions): BatchRow[] {
  const successor = new Map(mergers.map(({ oldCode, newCode }) => [oldCode, newCode]));
  const districts = successorsOfDistricts(units, successor);
  const retires = (person: Person) => randomFor(seed, 'merger', person.staffCode)() < RETIRING;
  const leaders = new Set<string>();
  const focalPoints = new Set<string>();

  const moved = (person: Person): Person | undefined => {
    const newCode = successor.get(person.unitCode);
    if (newCode) return inNewCommune(person, newCode);
    const candidates = districts.get(person.unitCode);
    if (!candidates) return undefined;
    const random = randomFor(seed, 'district', person.staffCode);
    return { ...person, unitCode: pick(random, candidates), post: communePostOf(person.post) };
  };
  const inNewCommune = (person: Person, newCode: string): Person => {
    const deputy = DEPUTY_OF[person.post];
    const post = deputy && !first(leaders, `${newCode} ${person.post}`) ? deputy : person.post;
    const duties =
      person.duties.includes('focal-point') && !first(focalPoints, newCode)
        ? person.duties.filter(duty => duty !== 'focal-point')
        : person.duties;
    return { ...person, unitCode: newCode, post, duties };
  };

  // The commune whose code the new one takes leads: its people choose first, so they keep the posts of the heads.
  const leads = ({ unitCode }: Person) => successor.get(unitCode) === unitCode;
  const rows = new Map<string, BatchRow>();
  for (const person of [...people.filter(leads), ...people.filter(one => !leads(one))]) {
    if (!successor.has(person.unitCode) && !districts.has(person.unitCode)) continue;
    const next = retires(person) ? undefined : moved(person);
    rows.set(person.staffCode, rowOf(next ? 'reassign' : 'leave', next ?? person, effectiveDate));
  }
  return people.flatMap(person => rows.get(person.staffCode) ?? []);
}

/** True for the first one who asks for the key. */
function first(taken: Set<string>, key: string): boolean {
  if (taken.has(key)) return false;
  taken.add(key);
  return true;
}

function communePostOf(post: PostCode): PostCode {
  return post === 'committee-chairman' || post === 'committee-vice-chairman'
    ? 'committee-vice-chairman'
    : 'office-statistics-officer';
}

/** The new communes on the land of each district. */
function successorsOfDistricts(units: readonly Unit[], successor: ReadonlyMap<string, string>): Map<string, string[]> {
  const codes = (district: Unit) =>
    units.filter(({ parentCode }) => parentCode === district.code).flatMap(({ code }) => successor.get(code) ?? []);
  return new Map(
    units
      .filter(unit => unit.level === 'district')
      .map(district => [district.code, [...new Set(codes(district))].sort()]),
  );
}
