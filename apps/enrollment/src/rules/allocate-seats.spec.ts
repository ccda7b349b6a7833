import { describe, expect, it } from '@jest/globals';
import { addDays } from '#kernel';
import { allocateSeats, type Allocation, type Offer, type OfferedClass, type WaitingPerson } from './allocate-seats.js';
import { DeskDays, mayBeAway } from './desk-rule.js';

const deskShare = { maxAwayShare: 0.34, atLeast: 1 };

const waiting = (personId: string, changes: Partial<WaitingPerson> = {}): WaitingPerson => ({
  personId,
  unitId: 'A',
  desk: false,
  classType: 'commune',
  earliest: '2026-03-15',
  deadline: '2026-06-13',
  latest: '2026-06-13',
  ...changes,
});

const offered = (id: string, changes: Partial<OfferedClass> = {}): OfferedClass => ({
  id,
  classType: 'commune',
  startsOn: '2026-04-20',
  endsOn: '2026-04-21',
  free: 10,
  deskShare,
  planned: [],
  reserved: new Map(),
  reach: new Set(['A', 'B']),
  ...changes,
});

const offer = (people: WaitingPerson[], classes: OfferedClass[], changes: Partial<Offer> = {}): Offer => ({
  people,
  classes,
  deskDays: new DeskDays(),
  deskStaff: new Map(),
  taken: new Set(),
  refused: new Set(),
  ...changes,
});

const told = ({ grants, waiting: left }: Allocation) => [
  ...grants.map(({ person, class: { id }, by }) => `${person.personId}:${id}:${by}`),
  ...left.map(({ person, reason }) => `${person.personId}:${reason}`),
];

describe('allocating seats', () => {
  it('seats the most urgent first, then by id', () => {
    const people = [waiting('c'), waiting('b'), waiting('z', { deadline: '2026-05-01', latest: '2026-05-01' })];
    expect(told(allocateSeats(offer(people, [offered('k', { free: 2 })])))).toEqual([
      'z:k:reach',
      'b:k:reach',
      'c:classes-full',
    ]);
  });

  it('serves the seat plan before the reach, and prefers the earliest class', () => {
    const planned = [{ unitId: 'B', seats: 1, deskSeats: 0 }];
    const classes = [
      offered('k', { free: 1, planned }),
      offered('l', { startsOn: '2026-05-04', endsOn: '2026-05-05' }),
    ];
    expect(told(allocateSeats(offer([waiting('a'), waiting('b', { unitId: 'B' })], classes)))).toEqual([
      'b:k:seat-plan',
      'a:l:reach',
    ]);
  });

  it('keeps desk seats of the plan for desk officers while there are any', () => {
    const planned = [{ unitId: 'A', seats: 2, deskSeats: 1 }];
    const classes = [offered('k', { free: 2, planned })];
    const people = [waiting('a'), waiting('b'), waiting('d', { desk: true })];
    expect(told(allocateSeats(offer(people, classes)))).toEqual(['a:k:seat-plan', 'd:k:seat-plan', 'b:classes-full']);
  });

  it('never offers a class held before the duty opened, of another type, out of reach, or taken before', () => {
    const classes = [
      offered('early', { startsOn: '2026-03-14', endsOn: '2026-03-15' }),
      offered('provincial', { classType: 'provincial', reach: null }),
      offered('far', { reach: new Set(['C']) }),
      offered('missed'),
    ];
    expect(told(allocateSeats(offer([waiting('a')], classes, { taken: new Set(['missed/a']) })))).toEqual([
      'a:no-class',
    ]);
  });

  it('lets a provincial class reach every unit', () => {
    const people = [waiting('a', { unitId: 'somewhere', classType: 'provincial' })];
    const classes = [offered('k', { classType: 'provincial', reach: null })];
    expect(told(allocateSeats(offer(people, classes)))).toEqual(['a:k:reach']);
  });

  it('gives a late class only to those who may be late, and only after the classes in time', () => {
    const late = offered('late', { startsOn: '2026-07-01', endsOn: '2026-07-02' });
    const yearly = waiting('a', { latest: null });
    expect(told(allocateSeats(offer([yearly, waiting('b')], [late])))).toEqual(['a:late:reach', 'b:no-class']);
    const inTime = offered('in-time', { startsOn: '2026-06-10', endsOn: '2026-06-11' });
    expect(told(allocateSeats(offer([yearly], [late, inTime])))).toEqual(['a:in-time:reach']);
  });

  it('sends no more desk officers away on one day than the rule allows', () => {
    const deskDays = new DeskDays();
    deskDays.send('A', { startsOn: '2026-04-21', endsOn: '2026-04-22' });
    const people = [waiting('d', { desk: true }), waiting('e', { desk: true }), waiting('f')];
    const classes = [offered('k'), offered('l', { startsOn: '2026-05-04', endsOn: '2026-05-05' })];
    const allocation = allocateSeats(offer(people, classes, { deskDays, deskStaff: new Map([['A', 3]]) }));
    expect(told(allocation).sort()).toEqual(['d:l:reach', 'e:desk-rule', 'f:k:reach']);
  });

  it('keeps every limit and leaves nobody waiting for a seat that is there, on 300 random offers', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const given = randomOffer(seed);
      const { grants, waiting: left } = allocateSeats(given());
      const { people, classes, deskStaff, taken } = given();
      expect(grants.length + left.length).toBe(people.length);
      expect(new Set([...grants, ...left].map(({ person }) => person.personId)).size).toBe(people.length);
      const away = new DeskDays();
      for (const { person, class: one } of grants) {
        const limit = mayBeAway(one.deskShare, deskStaff.get(person.unitId) ?? 0);
        expect(fits(person, one, taken) && (!person.desk || away.allows(person.unitId, one, limit))).toBe(true);
        if (person.desk) away.send(person.unitId, one);
      }
      for (const one of classes) {
        const seated = grants.filter(grant => grant.class.id === one.id);
        expect(seated.length).toBeLessThanOrEqual(one.free);
        for (const { unitId, seats } of one.planned)
          expect(
            seated.filter(({ by, person }) => by === 'seat-plan' && person.unitId === unitId).length,
          ).toBeLessThanOrEqual(seats);
        const full = seated.length === one.free;
        const idle = left.filter(({ person, reason }) => {
          const limit = mayBeAway(one.deskShare, deskStaff.get(person.unitId) ?? 0);
          const isKept = reason === 'desk-rule' && person.desk && !away.allows(person.unitId, one, limit);
          return !full && fits(person, one, taken) && !isKept;
        });
        expect(idle).toEqual([]);
      }
    }
  });

  it('does not depend on the order in which people and classes are given', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const given = randomOffer(seed);
      const { people, classes, ...rest } = given();
      const reversed = { ...rest, people: people.toReversed(), classes: classes.toReversed() };
      expect(told(allocateSeats(reversed))).toEqual(told(allocateSeats(given())));
    }
  });
});

function fits(person: WaitingPerson, one: OfferedClass, taken: ReadonlySet<string>): boolean {
  return (
    one.classType === person.classType &&
    (one.reach?.has(person.unitId) ?? true) &&
    one.startsOn >= person.earliest &&
    (person.latest === null || one.startsOn <= person.latest) &&
    !taken.has(`${one.id}/${person.personId}`)
  );
}

/** The same offer, new each time it is asked for, because allocating uses it up. */
function randomOffer(seed: number): () => Offer {
  const units = ['A', 'B', 'C', 'D'];
  return () => {
    let state = seed;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
    const people = Array.from({ length: random(40) }, (_, at) => {
      const deadline = addDays('2026-04-01', random(80));
      return waiting(`p${String(at).padStart(2, '0')}`, {
        unitId: pick(units),
        desk: random(3) === 0,
        classType: random(4) === 0 ? 'provincial' : 'commune',
        earliest: addDays('2026-03-01', random(40)),
        deadline,
        latest: random(3) === 0 ? null : deadline,
      });
    });
    const classes = Array.from({ length: random(7) }, (_, at) => {
      const startsOn = addDays('2026-03-10', random(100));
      const classType = random(4) === 0 ? 'provincial' : 'commune';
      return offered(`k${at}`, {
        classType,
        startsOn,
        endsOn: addDays(startsOn, random(3)),
        free: random(9),
        planned: units
          .filter(() => random(2) === 0)
          .map(unitId => ({ unitId, seats: 2 + random(3), deskSeats: random(3) })),
        reach: classType === 'provincial' ? null : new Set(units.filter(() => random(2) === 0)),
      });
    });
    const taken = new Set(people.filter(() => random(10) === 0).map(({ personId }) => `k0/${personId}`));
    return offer(people, classes, { taken, deskStaff: new Map(units.map(id => [id, random(8)])) });
  };
}
