import type { ClassTypeCode, SeatGranted, SeatPlan, WaitingReason } from '#contracts';
import { compareTexts } from '#kernel';
import { mayBeAway, type DeskDays, type DeskShare } from './desk-rule.js';
import { teaches } from './due-skill.js';
import { byOrderRule } from './order-rule.js';

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
  /** What the person has to be taught, where the programme has classes for each skill. */
  skill?: string | null;
}

/** A class that still takes people, with what its seat plan keeps free for units. */
export interface OfferedClass {
  id: string;
  classType: ClassTypeCode;
  /** The one skill that it teaches; none where it teaches everybody their own. */
  skill?: string | null;
  startsOn: string;
  endsOn: string;
  /** Seats that anybody may take: neither taken nor reserved. */
  free: number;
  deskShare: DeskShare;
  planned: SeatPlan[];
  /** Seats that only people of a unit may take, as long as the reservation lasts. */
  reserved: ReadonlyMap<string, number>;
  /** Null when everybody who waits for its type is in reach. */
  reach: ReadonlySet<string> | null;
}

export interface Offer<Person extends WaitingPerson = WaitingPerson> {
  people: Person[];
  classes: OfferedClass[];
  deskDays: DeskDays;
  deskStaff: ReadonlyMap<string, number>;
  /** Pairs `class/person` marked absent or attended before, or held on days on which the person attends another. */
  taken: ReadonlySet<string>;
  /** Pairs `class/person` whose seat the unit gave back. */
  refused: ReadonlySet<string>;
}

/** Why a class passes by a person who waits for its type and is in its reach. */
export type SkipReason = 'before-duty' | 'after-deadline' | 'taken-before' | 'refused' | 'desk-rule' | 'reserved';

export interface Grant<Person extends WaitingPerson = WaitingPerson> {
  person: Person;
  class: OfferedClass;
  by: SeatGranted['by'];
}

export interface Allocation<Person extends WaitingPerson = WaitingPerson> {
  grants: Grant<Person>[];
  waiting: { person: Person; reason: WaitingReason }[];
  /** Of those who still wait: why a class passed them by, unless it is simply full, as their reason for waiting says. */
  skips: { person: Person; classId: string; reason: SkipReason }[];
}

interface Place {
  class: OfferedClass;
  free: number;
  reserved: Map<string, number>;
  given: boolean;
  plan: Map<string, { desk: number; others: number }>;
}

/**
 * Gives the free seats of open classes to waiting people: in time before late, what is reserved for the unit before the
 * seat plan before reach, the most urgent first (`byOrderRule`), each the earliest class. Whoever still waits then had no
 * seat left that the rules allow, and is told of each class why.
 */
export function allocateSeats<Person extends WaitingPerson>(offer: Offer<Person>): Allocation<Person> {
  const places = offer.classes
    .map(one => ({ class: one, free: one.free, reserved: new Map(one.reserved), given: false, plan: planOf(one) }))
    .sort((a, b) => compareTexts(a.class.startsOn, b.class.startsOn) || compareTexts(a.class.id, b.class.id));
  let waiting = [...offer.people].sort(byOrderRule);
  const inReach = memoByUnit(places);
  const grants: Grant<Person>[] = [];
  const take = (person: Person, late: boolean, by: Grant['by']): boolean => {
    const place = inReach(person).find(
      one => isLate(one, person) === late && hasSeat(one, person, by) && mayTake(one, person, offer),
    );
    if (!place) return false;
    seat(place, person, by, offer.deskDays);
    grants.push({ person, class: place.class, by });
    return true;
  };
  for (const late of [false, true])
    for (const by of ['reservation', 'seat-plan', 'reach'] as const)
      waiting = waiting.filter(person => !take(person, late, by));
  return {
    grants,
    waiting: waiting.map(person => ({ person, reason: reasonOf(person, inReach(person), offer) })),
    skips: waiting.flatMap(person =>
      inReach(person)
        .filter(({ given, free, reserved }) => given || free > 0 || reserved.size > 0)
        .flatMap(place => {
          const reason = skipReason(place, person, offer);
          return reason ? { person, classId: place.class.id, reason } : [];
        }),
    ),
  };
}

function hasSeat(place: Place, person: WaitingPerson, by: Grant['by']): boolean {
  if (by === 'reservation') return (place.reserved.get(person.unitId) ?? 0) > 0;
  return place.free > 0 && (by === 'reach' || keptFor(place, person) > 0);
}

function planOf({ planned }: OfferedClass): Place['plan'] {
  return new Map(
    planned.map(({ unitId, seats, deskSeats }) => [unitId, { desk: deskSeats, others: seats - deskSeats }]),
  );
}

function memoByUnit(places: Place[]): (person: WaitingPerson) => Place[] {
  const known = new Map<string, Place[]>();
  return ({ unitId, classType, skill = null }) => {
    const key = `${unitId}/${classType}/${skill}`;
    let found = known.get(key);
    if (!found) {
      found = places.filter(
        ({ class: one }) => one.classType === classType && teaches(one, { skill }) && (one.reach?.has(unitId) ?? true),
      );
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
  place.given = true;
  if (by === 'reservation') place.reserved.set(person.unitId, (place.reserved.get(person.unitId) ?? 0) - 1);
  else place.free--;
  if (person.desk) deskDays.send(person.unitId, place.class);
  const kept = place.plan.get(person.unitId);
  if (by === 'seat-plan' && kept) kept[person.desk ? 'desk' : 'others']--;
}

function isLate(place: Place, { deadline }: WaitingPerson): boolean {
  return place.class.startsOn > deadline;
}

/** Why the class is none for the person, however many seats it has. */
function unfit({ class: { id, startsOn } }: Place, person: WaitingPerson, offer: Offer): SkipReason | undefined {
  const { earliest, latest, personId } = person;
  if (startsOn < earliest) return 'before-duty';
  if (latest !== null && startsOn > latest) return 'after-deadline';
  if (offer.taken.has(`${id}/${personId}`)) return 'taken-before';
  return offer.refused.has(`${id}/${personId}`) ? 'refused' : undefined;
}

/** Why a class with seats is none for the person; only asked of those who got none. */
function skipReason(place: Place, person: WaitingPerson, offer: Offer): SkipReason | undefined {
  const misfit = unfit(place, person, offer);
  if (misfit) return misfit;
  if (place.free > 0 || hasSeat(place, person, 'reservation')) return 'desk-rule';
  return [...place.reserved.values()].some(seats => seats > 0) ? 'reserved' : undefined;
}

function deskAllows(
  { class: offered }: Place,
  { desk, unitId }: WaitingPerson,
  { deskDays, deskStaff }: Offer,
): boolean {
  return !desk || deskDays.allows(unitId, offered, mayBeAway(offered.deskShare, deskStaff.get(unitId) ?? 0));
}

function mayTake(place: Place, person: WaitingPerson, offer: Offer): boolean {
  return !unfit(place, person, offer) && deskAllows(place, person, offer);
}

function reasonOf(person: WaitingPerson, inReach: Place[], offer: Offer): WaitingReason {
  const fitting = inReach.filter(place => !unfit(place, person, offer));
  if (fitting.some(place => place.free > 0 || hasSeat(place, person, 'reservation'))) return 'desk-rule';
  if (fitting.length > 0) return 'classes-full';
  return inReach.some(place => unfit(place, person, offer) === 'refused') ? 'refused' : 'no-class';
}
