import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, uuidFrom } from '#kernel';
import { RightOfWay, Transaction } from '#messaging';
import { Idempotency } from '#platform';
import {
  chairman,
  classOpened,
  deskOfficer,
  elected,
  EnrollmentUnderTest,
  newKey,
  person,
  PROGRAMME,
  unit,
  type News,
} from '../enrollment.suite.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { NominateHandler } from '../use-cases/nominate.js';
import { Allocator } from './allocator.js';

const officer = (who: string, unitName = 'A'): News => ({ who, revision: 1, after: deskOfficer(unitName) });

describe('the allocator', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
  });
  const allocatorOn = (transaction: Transaction) =>
    new Allocator(transaction, new Clock('2026-03-20'), new EnrollmentConfig(), new RightOfWay());
  /** Transactions of which the first that does `what`, by default takes marks, does so just after the class was opened beside it. */
  const openingBeside = (
    opened: Parameters<EnrollmentUnderTest['openClasses']>[0],
    what = 'DELETE FROM allocation_due',
  ): Transaction => {
    let opening: Promise<void> | undefined;
    const racing = new Transaction(enrollment.dataSource);
    const run = racing.run.bind(racing);
    racing.run = work =>
      run(async tx => {
        const query = tx.query.bind(tx);
        tx.query = async (sql, params) => {
          if (sql.includes(what)) await (opening ??= enrollment.openClasses(opened));
          return query(sql, params);
        };
        return work(tx);
      });
    return racing;
  };
  const types = async () => (await enrollment.sent()).map(({ type }) => type).filter(type => type !== 'DutyOpened');

  it('seats who waits, and tells the demand left before how full the class is', async () => {
    await enrollment.openClasses(classOpened('April', { maximum: 2 }));
    await enrollment.hear(elected('An'), elected('Bình'), elected('Chi'));
    await enrollment.allocate();
    expect(await types()).toEqual(['SeatGranted', 'SeatGranted', 'WaitlistJoined', 'DemandChanged', 'ClassFilled']);
    const [demand] = await enrollment.sent('DemandChanged');
    expect(demand).toMatchObject({ key: unit('A'), revision: 1, data: { deskStaff: 0 } });
    expect(demand!.data['groups']).toEqual([
      {
        programmeId: PROGRAMME,
        classType: 'commune',
        retraining: true,
        earliest: '2026-03-15',
        deadline: '2026-06-13',
        waiting: 1,
        deskOfficers: 0,
      },
    ]);
    const [filled] = await enrollment.sent('ClassFilled');
    expect([filled?.revision, filled?.data]).toEqual([
      1,
      { classId: uuidFrom('class', 'April'), granted: 2, maximum: 2 },
    ]);
    const waiting = await enrollment.rows('SELECT waiting_reason, waiting_since FROM training_duty ORDER BY 1');
    expect(waiting).toEqual([
      { waiting_reason: 'classes-full', waiting_since: '2026-03-20' },
      { waiting_reason: null, waiting_since: null },
      { waiting_reason: null, waiting_since: null },
    ]);
  });

  it('looks in parts at many units that no class reaches, and at once at those that compete for a class', async () => {
    const names = Array.from({ length: 25 }, (_none, n) => `U${String(n)}`);
    const transactions = async () =>
      (
        await enrollment.rows<{ units: number }>(
          'SELECT count(*)::int AS units FROM unit_demand GROUP BY xmin ORDER BY 1',
        )
      ).map(({ units }) => units);
    await enrollment.hear(...names.map(name => elected(`of ${name}`, name)));
    const allocator = allocatorOn(enrollment.transaction);
    await allocator.allocate();
    const parts = await transactions();
    expect([parts.length > 1, parts.reduce((sum, units) => sum + units)]).toEqual([true, 25]);
    await enrollment.openClasses(classOpened('April', { maximum: 24, reachUnitIds: names.map(unit) }));
    await allocator.allocate();
    // The demand of the one who is left has not changed.
    expect(await transactions()).toEqual([1, 24]);
    expect(await enrollment.rows('SELECT granted FROM training_class')).toEqual([{ granted: 24 }]);
    expect((await enrollment.sent('ClassFilled')).map(({ data }) => data['granted'])).toEqual([24]);
  });

  it('says nothing again when nothing changed', async () => {
    await enrollment.hear(elected('An'));
    await enrollment.allocate();
    const before = await enrollment.sent();
    await enrollment.rows(`INSERT INTO allocation_due (unit_id) VALUES ('${unit('A')}')`);
    await enrollment.allocate();
    expect(await enrollment.sent()).toEqual(before);
  });

  it('tells about a class that nobody took, once', async () => {
    await enrollment.openClasses(classOpened('April'), classOpened('provincial', { classType: 'provincial' }));
    await enrollment.allocate();
    await enrollment.allocate();
    expect((await enrollment.sent('ClassFilled')).map(({ data }) => data['granted'])).toEqual([0, 0]);
  });

  it('waits for the programme of a class before it offers it', async () => {
    await enrollment.clear();
    await enrollment.openClasses(classOpened('April'));
    await enrollment.hear(elected('An'));
    await enrollment.allocate();
    expect(await enrollment.sent('ClassFilled')).toEqual([]);
    await enrollment.adopt();
    await enrollment.allocate();
    expect(await enrollment.seatsOf('An')).toEqual([expect.objectContaining({ status: 'granted' })]);
    expect(await enrollment.sent('ClassFilled')).toHaveLength(1);
  });

  it('misses no class that opens while a round begins', async () => {
    await enrollment.hear(elected('An'));
    const allocator = allocatorOn(openingBeside(classOpened('April')));
    while (await allocator.allocate());
    expect(await enrollment.seatsOf('An')).toEqual([expect.objectContaining({ status: 'granted' })]);
    expect((await enrollment.sent('ClassFilled')).map(({ data }) => data['granted'])).toEqual([1]);
  });

  it('offers a class that opens during a part to all whom it reaches at once', async () => {
    const names = Array.from({ length: 25 }, (_none, n) => `U${String(n)}`).sort((a, b) =>
      unit(a) < unit(b) ? -1 : 1,
    );
    const last = names.at(-1)!;
    await enrollment.hear(
      ...names.map(name => ({ ...elected(`of ${name}`, name), on: name === last ? '2026-03-01' : '2026-03-15' })),
    );
    const allocator = allocatorOn(openingBeside(classOpened('April', { maximum: 1, reachUnitIds: names.map(unit) })));
    while (await allocator.allocate());
    expect((await enrollment.seatsOf(`of ${last}`)).map(seat => seat['status'])).toEqual(['granted']);
    expect((await enrollment.sent('ClassFilled')).map(({ data }) => data['granted'])).toEqual([1]);
  });

  it('offers a provincial class to those whose demand was being written when it opened', async () => {
    const director = { ...chairman('A'), unitLevel: 'department' as const, post: 'director' as const };
    await enrollment.hear({ who: 'An', revision: 1, after: director });
    const provincial = classOpened('K1', { classType: 'provincial', reachUnitIds: [], seatPlan: [] });
    const allocator = allocatorOn(openingBeside(provincial, 'INSERT INTO unit_demand'));
    while (await allocator.allocate());
    expect((await enrollment.seatsOf('An')).map(seat => seat['status'])).toEqual(['granted']);
    expect((await enrollment.sent('ClassFilled')).map(({ data }) => data['granted'])).toEqual([1]);
  });

  it('gives a seat that came free to who waits in reach, as a new seat', async () => {
    await enrollment.hear(elected('An'), elected('Bình', 'B'));
    await enrollment.openClasses(classOpened('April', { maximum: 1 }));
    await enrollment.allocate();
    const [first] = await enrollment.rows<{ person_id: string }>('SELECT person_id FROM seat');
    const [gone, next] = first?.person_id === person('An') ? (['An', 'Bình'] as const) : (['Bình', 'An'] as const);
    await enrollment.hear({ who: gone, revision: 2, after: null, cause: 'resignation', on: '2026-04-01' });
    await enrollment.allocate();
    expect((await enrollment.seatsOf(next)).map(seat => seat['status'])).toEqual(['granted']);
    await enrollment.hear({ who: next, revision: 2, after: null, cause: 'resignation', on: '2026-04-01' });
    await enrollment.hear({ who: gone, revision: 3, after: chairman('A'), on: '2026-04-02' });
    await enrollment.allocate();
    const seats = await enrollment.seatsOf(gone);
    expect(seats.map(seat => seat['status'])).toEqual(['released', 'granted']);
    expect(seats.map(seat => seat['id'])).toEqual(
      [1, 2].map(nth => uuidFrom('seat', uuidFrom('class', 'April'), person(gone), nth)),
    );
    expect((await enrollment.sent('ClassFilled')).map(({ revision }) => revision)).toEqual([1]);
  });

  it('gives no seat in a class that has begun, by itself or by hand', async () => {
    await enrollment.openClasses(classOpened('April', { startsOn: '2026-04-20', endsOn: '2026-04-21' }));
    await enrollment.hear({ who: 'An', revision: 1, after: chairman('A') });
    await enrollment.allocate('2026-04-20');
    expect(await enrollment.seatsOf('An')).toEqual([]);
    const [duty] = await enrollment.dutiesOf('An');
    expect(duty).toMatchObject({ status: 'open', waiting_reason: 'no-class' });
    const nominate = (today: string) =>
      new NominateHandler(new Idempotency(enrollment.transaction), new Clock(() => today)).execute(
        { classId: uuidFrom('class', 'April'), personId: person('An') },
        newKey(),
      );
    await expect(nominate('2026-04-20')).rejects.toMatchObject({ code: 'ENROLLMENT.SEAT_NOT_ALLOWED' });
    await nominate('2026-04-19');
    expect(await enrollment.seatsOf('An')).toMatchObject([{ status: 'granted' }]);
  });

  it('keeps the desk open: one officer of a desk of two a day, the other to another class', async () => {
    await enrollment.hear(officer('An'), officer('Bình'));
    await enrollment.openClasses(classOpened('April'));
    await enrollment.allocate();
    expect(await enrollment.rows(`SELECT waiting_reason FROM training_duty WHERE waiting_reason IS NOT NULL`)).toEqual([
      { waiting_reason: 'desk-rule' },
    ]);
    const [demand] = await enrollment.sent('DemandChanged');
    expect(demand!.data).toMatchObject({ deskStaff: 2, groups: [{ waiting: 1, deskOfficers: 1 }] });
    await enrollment.openClasses(classOpened('May', { startsOn: '2026-05-04', endsOn: '2026-05-05' }));
    await enrollment.allocate();
    expect(await enrollment.rows(`SELECT starts_on FROM seat WHERE status = 'granted' ORDER BY 1`)).toEqual([
      { starts_on: '2026-04-20' },
      { starts_on: '2026-05-04' },
    ]);
  });

  it('gives back seats when a merger would empty the desk, to another class where there is one', async () => {
    await enrollment.hear(officer('An'), officer('Bình', 'B'));
    await enrollment.openClasses(classOpened('April'));
    await enrollment.allocate();
    expect(await enrollment.rows('SELECT granted FROM training_class')).toEqual([{ granted: 2 }]);
    await enrollment.merge('AB', 'A', 'B');
    const moved = { revision: 2, after: deskOfficer('AB'), cause: 'merger' as const, on: '2026-03-15' };
    await enrollment.hear({ who: 'An', ...moved }, { who: 'Bình', ...moved });
    await enrollment.allocate();
    expect(await enrollment.rows('SELECT granted FROM training_class')).toEqual([{ granted: 1 }]);
    await enrollment.openClasses(
      classOpened('May', { startsOn: '2026-05-04', endsOn: '2026-05-05', reachUnitIds: [unit('A')] }),
    );
    await enrollment.allocate();
    expect(await enrollment.rows('SELECT granted FROM training_class')).toEqual([{ granted: 1 }, { granted: 1 }]);
  });

  it('reaches the heir of a merged unit, whichever is heard of first', async () => {
    await enrollment.merge('AB', 'A', 'B');
    await enrollment.openClasses(classOpened('April', { maximum: 1 }));
    await enrollment.merge('ABC', 'AB', 'C');
    await enrollment.hear(elected('An', 'ABC'));
    await enrollment.allocate();
    expect(await enrollment.seatsOf('An')).toEqual([
      expect.objectContaining({ status: 'granted', granted_by: 'reach' }),
    ]);
  });

  it('demands for retraining the next date that can still be met, not the yearly one that is over', async () => {
    await enrollment.hear({ who: 'An', revision: 1, after: chairman('A'), cause: 'registration', on: '2025-07-01' });
    await enrollment.openPeriod(2025, '2025-07-15');
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('A') });
    await enrollment.allocate();
    const [demand] = await enrollment.sent('DemandChanged');
    expect(demand!.data['groups']).toMatchObject([
      { earliest: '2026-03-15', deadline: '2026-06-13', retraining: true },
    ]);
  });

  it('offers a late class to retraining only from the day after its deadline', async () => {
    await enrollment.hear(elected('An'));
    await enrollment.openClasses(classOpened('late', { startsOn: '2026-07-01', endsOn: '2026-07-02' }));
    await enrollment.allocate('2026-06-13');
    expect(await enrollment.seatsOf('An')).toEqual([]);
    await enrollment.allocate('2026-06-14');
    expect(await enrollment.seatsOf('An')).toEqual([expect.objectContaining({ status: 'granted' })]);
  });

  it('never overfills while people come and go beside it', async () => {
    await enrollment.openClasses(
      classOpened('April', { maximum: 20 }),
      classOpened('May', { maximum: 15, startsOn: '2026-05-04', endsOn: '2026-05-05' }),
    );
    const allocator = allocatorOn(enrollment.transaction);
    const come = Array.from({ length: 12 }, (_, wave) =>
      Array.from({ length: 5 }, (_one, at) => elected(`p${wave}.${at}`, at % 2 ? 'A' : 'B')),
    );
    let arriving = true;
    const allocating = (async () => {
      while (arriving) await allocator.allocate();
    })();
    await Promise.all(
      come.map(async wave => {
        await enrollment.hear(...wave);
        const gone = wave.slice(0, 2).map(({ who }): News => ({ who, revision: 2, after: null, cause: 'resignation' }));
        await enrollment.hear(...gone);
      }),
    );
    arriving = false;
    await allocating;
    await enrollment.allocate();
    expect(await enrollment.rows('SELECT granted FROM training_class ORDER BY starts_on')).toEqual([
      { granted: 20 },
      { granted: 15 },
    ]);
    const [left] = await enrollment.rows(`SELECT
      (SELECT count(*)::int FROM seat WHERE status = 'granted') AS seated,
      (SELECT count(*)::int FROM training_duty WHERE status = 'open' AND waiting_reason = 'classes-full') AS waiting,
      (SELECT sum((g ->> 'waiting')::int)::int FROM unit_demand, jsonb_array_elements(groups) g) AS demand`);
    expect(left).toEqual({ seated: 35, waiting: 1, demand: 1 });
  });
});
