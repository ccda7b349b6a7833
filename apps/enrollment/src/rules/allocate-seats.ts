import type { ClassTypeCode, SeatGranted, SeatPlan, WaitingReason } from '#contracts';
import { mayBeAway, type DeskDays, type DeskShare } from './desk-rule.js';

/** A person who owes training and has no seat. */
export interface WaitingPerson {
  personId: string;
  unitId: string;
  desk: boolean;
  classType: ClassTypeCode;
  /** A class held before this day would not answer everything that the person owes. */
  earliest: string;
  deadline: string;
  /** A class after this day is no use; null when a late class is better than none. */
  latest: string | null;
}

/** A class that still takes people, with what its seat plan keeps free for units. */
export interface OfferedClass {
  id: string;
  classType: ClassTypeCode;
  startsOn: string;
  endsOn: string;
  free: number;
  deskShare: DeskShare;
  planned: SeatPlan[];
  /** Null when everybody who waits for its type is in reach. */
  reach: ReadonlySet<string> | null;
}

export interface Offer<Person extends WaitingPerson = WaitingPerson> {
  people: Person[];
  classes: OfferedClass[];
  deskDays: DeskDays;
  deskStaff: ReadonlyMap<string, number>;
  /** Pairs `class/person` that were marked absent or attended before: nobody takes the same class twice. */
  taken: ReadonlySet<string>;
}

export interface Grant<Person extends WaitingPerson = WaitingPerson> {
  person: Person;
  class: OfferedClass;
  by: SeatGranted['by'];
}

export interface Allocation<Person extends WaitingPerson = WaitingPerson> {
  grants: Grant<Person>[];
  waiting: { person: Person; reason: WaitingReason }[];
}

interface Place {
  class: OfferedClass;
  free: number;
  plan: Map<string, { desk: number; others: number }>;
}

/**
 * Gives the free seats of open classes to waiting people: in time before late, seat plan before reach, the most urgent
 * first, each the earliest class. Whoever still waits then had no seat left that the rules allow.
 */
export function allocateSeats<Person extends WaitingPerson>(offer: Offer<Person>): Allocation<Person> {
  const places = offer.classes
    .map(one => ({ class: one, free: one.free, plan: planOf(one) }))
    .sort((a, b) => compare(a.class.startsOn, b.class.startsOn) || compare(a.class.id, b.class.id));
  let waiting = [...offer.people].sort((a, b) => compare(a.deadline, b.deadline) || compare(a.personId, b.personId));
  const inReach = memoByUnit(places);
  const grants: Grant<Person>[] = [];
  const take = (person: Person, late: boolean, by: Grant['by']): boolean => {
    const place = inReach(person).find(
      one =>
        one.free > 0 &&
        isLate(one, person) === late &&
        (by === 'reach' || keptFor(one, person) > 0) &&
        mayTake(one, person, offer),
    );
    if (!place) return false;
    seat(place, person, by, offer.deskDays);
    grants.push({ person, class: place.class, by });
    return true;
  };
  for (const late of [false, true])
    for (const by of ['seat-plan', 'reach'] as const) waiting = waiting.filter(person => !take(person, late, by));
  return { grants, waiting: waiting.map(person => ({ person, reason: reasonOf(person, inReach(person), offer) })) };
}

function planOf({ planned }: OfferedClass): Place['plan'] {
  return new Map(
    planned.map(({ unitId, seats, deskSeats }) => [unitId, { desk: deskSeats, others: seats - deskSeats }]),
  );
}

function memoByUnit(places: Place[]): (person: WaitingPerson) => Place[] {
  const known = new Map<string, Place[]>();
  return ({ unitId, classType }) => {
    const key = `${unitId}/${classType}`;
    let found = known.get(key);
    if (!found) {
      found = places.filter(one => one.class.classType === classType && (one.class.reach?.has(unitId) ?? true));
      known.set(key, found);
    }
    return found;
  };
}

function keptFor({ plan }: Place, { unitId, desk }: WaitingPerson): number {
  const kept = plan.get(unitId);
  return kept ? (desk ? kept.desk : kept.others) : 0;
}

function seat(place: Place, person: WaitingPerson, by: Grant['by'], deskDays: DeskDays): void {
  place.free--;
  if (person.desk) deskDays.send(person.unitId, place.class);
  const kept = place.plan.get(person.unitId);
  if (by === 'seat-plan' && kept) kept[person.desk ? 'desk' : 'others']--;
}

function isLate(place: Place, { deadline }: WaitingPerson): boolean {
  return place.class.startsOn > deadline;
}

function isInTime({ class: { id, startsOn } }: Place, { earliest, latest, personId }: WaitingPerson, { taken }: Offer) {
  return startsOn >= earliest && (latest === null || startsOn <= latest) && !taken.has(`${id}/${personId}`);
}

function deskAllows(
  { class: offered }: Place,
  { desk, unitId }: WaitingPerson,
  { deskDays, deskStaff }: Offer,
): boolean {
  return !desk || deskDays.allows(unitId, offered, mayBeAway(offered.deskShare, deskStaff.get(unitId) ?? 0));
}

function mayTake(place: Place, person: WaitingPerson, offer: Offer): boolean {
  return isInTime(place, person, offer) && deskAllows(place, person, offer);
}

function reasonOf(person: WaitingPerson, inReach: Place[], offer: Offer): WaitingReason {
  const fitting = inReach.filter(place => isInTime(place, person, offer));
  if (fitting.length === 0) return 'no-class';
  return fitting.some(({ free }) => free > 0) ? 'desk-rule' : 'classes-full';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
