// Random people and classes: what must hold of every allocation, said again in the plainest way.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#kernel';
import { allocateSeats, type OfferedClass, type WaitingPerson } from './allocate-seats.js';
import { DeskDays, mayBeAway } from './desk-rule.js';

const UNITS = ['A', 'B', 'C'];
const FIRST = '2026-04-01';
const deskShare = { maxAwayShare: 0.34, atLeast: 1 };
const day = fc.integer({ min: 0, max: 60 }).map(offset => addDays(FIRST, offset));

const people = fc.array(
  fc.record({
    unitId: fc.constantFrom(...UNITS),
    desk: fc.boolean(),
    earliest: day,
    within: fc.nat(60),
    late: fc.boolean(),
  }),
  { maxLength: 25 },
);
const classes = fc.array(
  fc.record({
    startsOn: day,
    length: fc.nat(3),
    free: fc.nat(6),
    reach: fc.subarray(UNITS),
    reserved: fc.dictionary(fc.constantFrom(...UNITS), fc.nat(3)),
    plan: fc.dictionary(fc.constantFrom(...UNITS), fc.nat(3)),
  }),
  { maxLength: 6 },
);
const refusals = fc.array(fc.tuple(fc.nat(5), fc.nat(24)), { maxLength: 10 });

function toPerson(
  at: number,
  { within, late, ...one }: { unitId: string; desk: boolean; earliest: string; within: number; late: boolean },
): WaitingPerson {
  const deadline = addDays(one.earliest, within);
  return {
    ...one,
    personId: `p${String(at).padStart(2, '0')}`,
    classType: 'commune',
    deadline,
    latest: late ? null : deadline,
  };
}

describe('every allocation of seats', () => {
  it('gives no seat twice, none that is not there or not allowed, and wastes none', () => {
    fc.assert(
      fc.property(people, classes, refusals, (someone, some, gaveBack) => {
        const all = someone.map((one, at) => toPerson(at, one));
        const offered: OfferedClass[] = some.map(({ length, reach, reserved, plan, ...one }, at) => ({
          ...one,
          id: `k${at}`,
          classType: 'commune',
          endsOn: addDays(one.startsOn, length),
          deskShare,
          planned: Object.entries(plan).map(([unitId, seats]) => ({ unitId, seats, deskSeats: 0 })),
          reserved: new Map(Object.entries(reserved)),
          reach: new Set(reach),
        }));
        const refused = new Set(gaveBack.map(([k, p]) => `k${k}/p${String(p).padStart(2, '0')}`));
        const deskStaff = new Map(
          UNITS.map(unitId => [unitId, all.filter(one => one.unitId === unitId && one.desk).length]),
        );
        const result = allocateSeats({
          people: all,
          classes: offered,
          deskDays: new DeskDays(),
          deskStaff,
          taken: new Set(),
          refused,
        });

        const seated = result.grants.map(({ person }) => person.personId);
        expect(new Set(seated).size).toBe(seated.length);
        expect([...seated, ...result.waiting.map(({ person }) => person.personId)].sort()).toEqual(
          all.map(({ personId }) => personId),
        );

        const inClass = (id: string) => result.grants.filter(grant => grant.class.id === id);
        const awayOn = (unitId: string, date: string) =>
          result.grants.filter(
            ({ person, class: held }) =>
              person.desk && person.unitId === unitId && held.startsOn <= date && date <= held.endsOn,
          ).length;
        for (const one of offered) {
          const taken = inClass(one.id);
          expect(taken.filter(({ by }) => by !== 'reservation').length).toBeLessThanOrEqual(one.free);
          for (const unitId of UNITS)
            expect(
              taken.filter(({ by, person }) => by === 'reservation' && person.unitId === unitId).length,
            ).toBeLessThanOrEqual(one.reserved.get(unitId) ?? 0);
        }
        for (const { person, class: held } of result.grants) {
          expect(fits(held, person, refused)).toBe(true);
          const limit = person.desk ? mayBeAway(deskShare, deskStaff.get(person.unitId) ?? 0) : Infinity;
          for (const date of days(held)) expect(awayOn(person.unitId, date)).toBeLessThanOrEqual(limit);
        }

        for (const { person } of result.waiting)
          for (const one of offered.filter(held => fits(held, person, refused))) {
            const taken = inClass(one.id);
            const own = taken.filter(
              ({ by, person: { unitId } }) => by === 'reservation' && unitId === person.unitId,
            ).length;
            const hasSeat =
              taken.filter(({ by }) => by !== 'reservation').length < one.free ||
              own < (one.reserved.get(person.unitId) ?? 0);
            const limit = mayBeAway(deskShare, deskStaff.get(person.unitId) ?? 0);
            const mayGo = !person.desk || days(one).every(date => awayOn(person.unitId, date) < limit);
            expect([person.personId, one.id, hasSeat && mayGo]).toEqual([person.personId, one.id, false]);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the published order among people who are alike but for it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 20 }), fc.nat(8), (deadlines, free) => {
        const all = deadlines.map((within, at) =>
          toPerson(at, { unitId: 'A', desk: false, earliest: FIRST, within: within + 20, late: true }),
        );
        const held: OfferedClass = {
          id: 'k',
          classType: 'commune',
          startsOn: addDays(FIRST, 10),
          endsOn: addDays(FIRST, 11),
          free,
          deskShare,
          planned: [],
          reserved: new Map(),
          reach: null,
        };
        const { grants } = allocateSeats({
          people: [...all].reverse(),
          classes: [held],
          deskDays: new DeskDays(),
          deskStaff: new Map(),
          taken: new Set(),
          refused: new Set(),
        });
        const order = [...all].sort((a, b) => (a.deadline + a.personId < b.deadline + b.personId ? -1 : 1));
        expect(grants.map(({ person }) => person.personId).sort()).toEqual(
          order
            .slice(0, free)
            .map(({ personId }) => personId)
            .sort(),
        );
      }),
    );
  });
});

function fits(one: OfferedClass, person: WaitingPerson, refused: Set<string>): boolean {
  const inTime = one.startsOn >= person.earliest && (person.latest === null || one.startsOn <= person.latest);
  const inReach = one.reach === null || one.reach.has(person.unitId);
  return inTime && inReach && !refused.has(`${one.id}/${person.personId}`);
}

function days({ startsOn, endsOn }: OfferedClass): string[] {
  const all = [];
  for (let date = startsOn; date <= endsOn; date = addDays(date, 1)) all.push(date);
  return all;
}
