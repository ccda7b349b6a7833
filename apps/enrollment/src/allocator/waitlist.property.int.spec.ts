// Random histories of seats against what must hold after each of them, said in SQL that shares nothing with the rules.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, Clock, uuidFrom } from '#kernel';
import { Idempotency } from '#platform';
import { chairman, classOpened, EnrollmentUnderTest, newKey, person, unit } from '../enrollment.suite.js';
import { NominateHandler } from '../use-cases/nominate.js';
import { ReserveSeatsHandler } from '../use-cases/reserve-seats.js';
import { SwapSeatHandler } from '../use-cases/swap-seat.js';
import { WithdrawSeatHandler } from '../use-cases/withdraw-seat.js';

const WHO = Array.from({ length: 8 }, (_, at) => `p${at}`);
const UNITS = ['A', 'B'];
const TODAY = '2026-03-20';

type Step =
  | { do: 'move' | 'leave' | 'withdraw' | 'swap'; who: number; unit: number }
  | { do: 'open'; nth: number; maximum: number; after: number }
  | { do: 'reserve' | 'nominate'; nth: number; who: number; seats: number; unit: number };

const who = fc.nat(WHO.length - 1);
const nth = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('move', 'leave', 'withdraw', 'withdraw', 'swap'),
      who,
      unit: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open'), nth, maximum: fc.nat(4), after: fc.nat(30) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('reserve', 'nominate'), nth, who, seats: fc.nat(3), unit: fc.nat(1) }),
  },
) as fc.Arbitrary<Step>;

const OVERFULL = `
  SELECT c.id FROM training_class c
  WHERE granted <> (SELECT count(*) FROM seat s WHERE s.class_id = c.id AND status <> 'released')
    OR reserved <> (SELECT coalesce(sum(seats - used), 0) FROM seat_reservation r WHERE r.class_id = c.id AND NOT expired)
    OR granted + reserved > maximum`;

const WAIT_BESIDE_A_SEAT = `
  SELECT w.person_id, c.id FROM waiting_person w JOIN training_class c USING (class_type)
    JOIN class_reach USING (unit_id)
  WHERE class_reach.class_id = c.id AND c.status = 'open' AND c.starts_on BETWEEN w.earliest AND w.deadline
    AND NOT EXISTS (SELECT FROM seat_refusal r WHERE r.class_id = c.id AND r.person_id = w.person_id)
    AND (c.granted + c.reserved < c.maximum OR EXISTS (
      SELECT FROM seat_reservation r WHERE r.class_id = c.id AND r.unit_id = w.unit_id AND NOT expired AND used < seats))`;

const LOST = `
  SELECT d.person_id FROM training_duty d
  WHERE status = 'open' AND (waiting_reason IS NULL) <> EXISTS (
    SELECT FROM seat s WHERE s.person_id = d.person_id AND s.status = 'granted')`;

describe('whatever happens to seats', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());

  it('overfills no class, loses nobody, and lets nobody wait beside a seat', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), fc.nat(3), async (steps, every) => {
        await enrollment.clear();
        await enrollment.adopt();
        const play = player(enrollment);
        for (const [at] of WHO.entries()) await play({ do: 'move', who: at, unit: at % 2 });
        for (const at of [0, 1]) await play({ do: 'open', nth: at, maximum: 2, after: at * 9 });
        await enrollment.allocate(TODAY);
        for (const [at, one] of steps.entries()) {
          await play(one);
          if (at % (every + 1) === 0) await enrollment.allocate(TODAY);
        }
        await enrollment.allocate(TODAY);
        const wrong = await Promise.all([OVERFULL, WAIT_BESIDE_A_SEAT, LOST].map(sql => enrollment.rows(sql)));
        expect(wrong).toEqual([[], [], []]);
      }),
      { numRuns: 15, seed: 654 },
    );
  }, 180_000);
});

/** Plays one step after the other; what the rules refuse is part of the history. */
function player(enrollment: EnrollmentUnderTest): (step: Step) => Promise<void> {
  const clock = new Clock(() => TODAY);
  const idempotency = new Idempotency(enrollment.transaction);
  const revisions = new Map<string, number>();
  const hear = (name: string, unitName: string | null) => {
    const revision = (revisions.get(name) ?? 0) + 1;
    revisions.set(name, revision);
    if (!unitName && revision === 1) return Promise.resolve();
    const after = unitName ? chairman(unitName) : null;
    return enrollment.hear({
      who: name,
      revision,
      after,
      cause: unitName ? 'rotation' : 'resignation',
      on: '2026-03-15',
    });
  };
  const seatOf = async (name: string) =>
    ((await enrollment.seatsOf(name)).find(({ status }) => status === 'granted')?.['id'] as string | undefined) ??
    newKey().key;
  return async one => {
    const refused = (asked: Promise<unknown>) =>
      asked
        .then(() => undefined)
        .catch((error: { code?: string }) => {
          if (!error.code?.startsWith('ENROLLMENT.')) throw error;
        });
    switch (one.do) {
      case 'move':
        return hear(WHO[one.who]!, UNITS[one.unit]!);
      case 'leave':
        return hear(WHO[one.who]!, null);
      case 'open':
        return enrollment.openClasses(
          classOpened(`k${one.nth}`, {
            maximum: one.maximum,
            startsOn: addDays('2026-04-20', one.after),
            endsOn: addDays('2026-04-21', one.after),
          }),
        );
      case 'withdraw':
        return refused(
          new WithdrawSeatHandler(idempotency, clock).execute(
            await seatOf(WHO[one.who]!),
            { reason: 'away' },
            newKey(),
          ),
        );
      case 'swap': {
        const personId = person(WHO[(one.who + 1) % WHO.length]!);
        return refused(
          new SwapSeatHandler(idempotency, clock).execute(
            await seatOf(WHO[one.who]!),
            { personId, reason: 'desk' },
            newKey(),
          ),
        );
      }
      case 'reserve': {
        const command = { unitId: unit(UNITS[one.unit]!), seats: one.seats, expiresOn: TODAY };
        return refused(
          new ReserveSeatsHandler(idempotency, clock).execute(uuidFrom('class', `k${one.nth}`), command, newKey()),
        );
      }
      case 'nominate': {
        const command = { classId: uuidFrom('class', `k${one.nth}`), personId: person(WHO[one.who]!) };
        return refused(new NominateHandler(idempotency, clock).execute(command, newKey()));
      }
    }
  };
}
