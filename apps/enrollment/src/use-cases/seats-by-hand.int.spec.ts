// What units and schedulers do to seats beside the allocator: reserve, nominate, withdraw, swap, read the waitlist.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, uuidFrom } from '#kernel';
import { Cursor, Idempotency } from '#platform';
import {
  classOpened,
  deskOfficer,
  elected,
  EnrollmentUnderTest,
  fromStart,
  newKey,
  person,
  unit,
  type News,
} from '../enrollment.suite.js';
import { NominateHandler } from './nominate.js';
import { ReserveSeatsHandler } from './reserve-seats.js';
import { ShowWaitlistHandler } from './show-waitlist.js';
import { SwapSeatHandler } from './swap-seat.js';
import { WithdrawSeatHandler } from './withdraw-seat.js';

const [APRIL, MAY] = ['April', 'May'].map(name => uuidFrom('class', name)) as [string, string];
const may = (changes = {}) => classOpened('May', { startsOn: '2026-05-04', endsOn: '2026-05-05', ...changes });

describe('seats by hand', () => {
  let enrollment: EnrollmentUnderTest;
  const clock = new Clock(() => '2026-03-20');
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
  });
  const idempotency = () => new Idempotency(enrollment.transaction);
  const reserve = (unitName: string, seats: number, expiresOn = '2026-04-10', classId = APRIL) =>
    new ReserveSeatsHandler(idempotency(), clock).execute(
      classId,
      { unitId: unit(unitName), seats, expiresOn },
      newKey(),
    );
  const nominate = (who: string, classId = APRIL) =>
    new NominateHandler(idempotency(), clock).execute({ classId, personId: person(who) }, newKey());
  const withdraw = (seatId: string) =>
    new WithdrawSeatHandler(idempotency(), clock).execute(seatId, { reason: 'away on duty' }, newKey());
  const swap = (seatId: string, who: string) =>
    new SwapSeatHandler(idempotency(), clock).execute(seatId, { personId: person(who), reason: 'desk' }, newKey());
  const waitlist = (limit = 100, cursor = fromStart) =>
    new ShowWaitlistHandler(enrollment.dataSource).execute({ limit }, cursor);
  const heldBy = async (who: string) => {
    const seats = await enrollment.seatsOf(who);
    return seats.find(({ status }) => status === 'granted') as { id: string; class_id: string } | undefined;
  };
  const load = async () =>
    (await enrollment.rows('SELECT granted, reserved FROM training_class ORDER BY starts_on'))[0];

  it('keeps reserved seats for the unit, and gives them to everybody the day after the last', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 2 }));
    await reserve('B', 2);
    await enrollment.hear(elected('An'), elected('Bình', 'B'));
    await enrollment.allocate();
    expect(await heldBy('An')).toBeUndefined();
    expect(await enrollment.seatsOf('Bình')).toEqual([expect.objectContaining({ granted_by: 'reservation' })]);
    expect(await load()).toEqual({ granted: 1, reserved: 1 });
    const { items } = await waitlist();
    expect(items).toMatchObject([
      {
        personId: person('An'),
        reason: { code: 'classes-full' },
        skippedBy: [{ classId: APRIL, reason: { code: 'reserved' } }],
      },
    ]);
    await enrollment.allocate('2026-04-11');
    expect(await heldBy('An')).toBeDefined();
    expect(await load()).toEqual({ granted: 2, reserved: 0 });
  });

  it('never reserves more than the class has left, also when all ask at once', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 10 }));
    const asked = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => reserve(`U${at}`, 3)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refusals = asked.flatMap(one => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(new Set(refusals)).toEqual(new Set(['ENROLLMENT.RESERVATION_TOO_LARGE']));
    expect(await load()).toEqual({ granted: 0, reserved: 9 });
    await expect(enrollment.rows('UPDATE seat_reservation SET seats = seats + 2')).rejects.toThrow(/never_overfull/);
  });

  it('refuses a reservation that ends after the class begins, or began long ago', async () => {
    await enrollment.openClasses(classOpened('April'));
    for (const day of ['2026-04-20', '2026-03-19'])
      await expect(reserve('A', 1, day)).rejects.toMatchObject({ code: 'ENROLLMENT.RESERVATION_DATE' });
  });

  it('refills a seat that is given back, and never offers it to the same person again', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 1 }));
    await enrollment.hear(elected('An'), elected('Bình', 'B'));
    await enrollment.allocate();
    const [first, second] = (await heldBy('An')) ? ['An', 'Bình'] : ['Bình', 'An'];
    await withdraw((await heldBy(first))!.id);
    await enrollment.allocate();
    expect(await heldBy(second)).toMatchObject({ class_id: APRIL });
    await withdraw((await heldBy(second))!.id);
    await enrollment.allocate();
    expect(await load()).toMatchObject({ granted: 0 });
    expect((await waitlist()).items.map(({ reason }) => reason.code)).toEqual(['refused', 'refused']);
    await enrollment.openClasses(may());
    await enrollment.allocate();
    expect([await heldBy('An'), await heldBy('Bình')]).toMatchObject([{ class_id: MAY }, { class_id: MAY }]);
  });

  it('refuses to give back a seat twice', async () => {
    await enrollment.openClasses(classOpened('April'));
    await enrollment.hear(elected('An'));
    await enrollment.allocate();
    const { id } = (await heldBy('An'))!;
    const asked = await Promise.allSettled([withdraw(id), withdraw(id)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await enrollment.sent('SeatReleased')).map(({ data }) => data['reason'])).toEqual(['withdrawn']);
  });

  it('nominates by the rules of the allocator, and says which forbids it', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 1 }), may({ reachUnitIds: [unit('B')] }));
    await enrollment.hear(elected('An'), elected('Bình'));
    await nominate('An');
    expect(await enrollment.seatsOf('An')).toEqual([
      expect.objectContaining({ granted_by: 'nomination', placed_by: 'tester' }),
    ]);
    const reasons = await Promise.all(
      [nominate('Bình'), nominate('Bình', MAY), nominate('An', MAY)].map(asked =>
        asked.catch((error: { code: string; params: object }) => [error.code, error.params]),
      ),
    );
    expect(reasons).toMatchObject([
      ['ENROLLMENT.SEAT_NOT_ALLOWED', { reason: 'the classes that fit are full' }],
      ['ENROLLMENT.SEAT_NOT_ALLOWED', { reason: 'no class fits yet' }],
      ['ENROLLMENT.HAS_SEAT', {}],
    ]);
  });

  it('seats as many as the class has when more are nominated at the same moment', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 4 }));
    const people = Array.from({ length: 12 }, (_, at) => `p${at}`);
    await enrollment.hear(...people.map(who => elected(who)));
    const asked = await Promise.allSettled(people.map(who => nominate(who)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await load()).toMatchObject({ granted: 4 });
  });

  it('swaps two people of a unit, each into the place of the other', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 1 }), may({ maximum: 1 }));
    await enrollment.hear(elected('An'), elected('Bình'), elected('Chi', 'B'));
    await nominate('An');
    await nominate('Bình', MAY);
    await enrollment.allocate();
    const swapped = await swap((await heldBy('An'))!.id, 'Bình');
    expect(swapped.inReturn).not.toBeNull();
    expect([await heldBy('An'), await heldBy('Bình')]).toMatchObject([{ class_id: MAY }, { class_id: APRIL }]);
    await expect(swap((await heldBy('An'))!.id, 'Chi')).rejects.toMatchObject({ code: 'ENROLLMENT.NOT_OF_UNIT' });
    expect(await heldBy('Chi')).toBeUndefined();
  });

  it('lets one desk officer go in place of another, whose seat stays away from them', async () => {
    const officer = (who: string): News => ({ who, revision: 1, after: deskOfficer('A') });
    await enrollment.openClasses(classOpened('April'));
    await enrollment.hear(officer('An'), officer('Bình'));
    await enrollment.allocate();
    const [out, into] = (await heldBy('An')) ? ['An', 'Bình'] : ['Bình', 'An'];
    expect((await waitlist()).items).toMatchObject([{ skippedBy: [{ reason: { code: 'desk-rule' } }] }]);
    await expect(nominate(into)).rejects.toMatchObject({ params: { reason: expect.stringContaining('one-stop') } });
    expect(await swap((await heldBy(out))!.id, into)).toMatchObject({ inReturn: null });
    await enrollment.allocate();
    expect([await heldBy(out), (await heldBy(into))?.class_id]).toEqual([undefined, APRIL]);
  });

  it('seats nobody twice on one day, whoever writes the seat', async () => {
    await enrollment.openClasses(classOpened('April'), classOpened('same days', { endsOn: '2026-04-24' }));
    await enrollment.hear(elected('An'));
    await nominate('An');
    await enrollment.attend('April', [{ personId: person('An'), mark: 'attended' }]);
    await expect(
      enrollment.rows(
        `INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
         VALUES (gen_random_uuid(), $1, $2, $3, false, '2026-04-20', 'granted', 'reach', 9)`,
        [uuidFrom('class', 'same days'), person('An'), unit('A')],
      ),
    ).rejects.toThrow(/seat_one_class_a_day/);
  });

  it('publishes the order and everybody’s place in it', async () => {
    await enrollment.hear(elected('An'), elected('Bình'), { ...elected('Chi'), on: '2026-03-10' });
    await enrollment.allocate();
    const { items, orderRule } = await waitlist();
    expect(items[0]).toMatchObject({ personId: person('Chi'), place: 1, waiting: 3, reason: { code: 'no-class' } });
    expect(items.map(({ place }) => place)).toEqual([1, 2, 3]);
    const rest = items.slice(1).map(({ personId }) => personId);
    expect(rest).toEqual([...rest].sort());
    expect(orderRule.vi).toContain('hạn hoàn thành');
    const first = await waitlist(1);
    const next = await waitlist(1, new Cursor({ path: '/v1/spec', query: {}, units: 'all' }, first.next));
    expect([...first.items, ...next.items].map(({ place }) => place)).toEqual([1, 2]);
  });
});
