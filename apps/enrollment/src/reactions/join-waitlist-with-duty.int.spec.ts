// Where no class reaches the unit, the waiting begins with the duty; everywhere else the allocator looks first.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  assignment,
  chairman,
  classOpened,
  elected,
  EnrollmentUnderTest,
  followPeople,
  person,
  unit,
} from '../enrollment.suite.js';

describe('the waiting list', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
  });
  const waiting = async (who: string) =>
    (await enrollment.dutiesOf(who)).map(({ waiting_reason: reason, waiting_since: since }) => ({ reason, since }));
  const JOINED = { reason: 'no-class', since: '2026-03-20' };
  const NOT_YET = { reason: null, since: null };

  it('is joined with the duty where no class reaches the unit, and the allocator has only the demand to tell', async () => {
    await enrollment.openClasses(classOpened('April', { reachUnitIds: [unit('A')] }));
    await enrollment.hear(elected('An', 'A'), elected('Bình', 'B'));
    expect([await waiting('An'), await waiting('Bình')]).toEqual([[NOT_YET], [JOINED]]);
    const [joined, ...others] = await enrollment.sent('WaitlistJoined');
    expect([joined?.key, joined?.data['reason'], others]).toEqual([person('Bình'), 'no-class', []]);
    await enrollment.allocate();
    expect(await enrollment.sent('WaitlistJoined')).toEqual([joined]);
    expect(await enrollment.sent('DemandChanged')).toEqual([
      expect.objectContaining({ key: unit('B'), data: expect.objectContaining({ groups: [expect.anything()] }) }),
    ]);
    expect((await enrollment.seatsOf('An')).map(({ status }) => status)).toEqual(['granted']);
    expect(await waiting('Bình')).toEqual([JOINED]);
  });

  it('is not joined while a provincial class is open, to which anybody may travel', async () => {
    await enrollment.openClasses(classOpened('K1', { classType: 'provincial', reachUnitIds: [], seatPlan: [] }));
    await enrollment.hear(elected('An'));
    expect(await waiting('An')).toEqual([NOT_YET]);
    await enrollment.allocate();
    expect(await waiting('An')).toEqual([JOINED]);
  });

  it('is joined where the only class that reached the unit is no longer open', async () => {
    await enrollment.openClasses(classOpened('April'));
    await enrollment.rows(`UPDATE training_class SET status = 'cancelled'`);
    await enrollment.hear(elected('An'));
    expect(await waiting('An')).toEqual([JOINED]);
  });

  it('gives a seat to who joined, of a class that opened before their duty could be seen', async () => {
    await enrollment.transaction.run(async tx => {
      await followPeople().handle([assignment(elected('An'))], tx);
      await enrollment.openClasses(classOpened('April'));
      await enrollment.allocate();
    });
    expect(await waiting('An')).toEqual([JOINED]);
    await enrollment.allocate();
    expect((await enrollment.seatsOf('An')).map(({ status }) => status)).toEqual(['granted']);
    expect(await waiting('An')).toEqual([NOT_YET]);
  });

  it('is joined once, where the person serves in the end, by who is moved twice in one batch', async () => {
    await enrollment.hear(elected('An'), { who: 'An', revision: 2, after: chairman('B'), on: '2026-03-16' });
    expect(await waiting('An')).toEqual([JOINED]);
    expect((await enrollment.sent('WaitlistJoined')).map(({ data }) => data['unitId'])).toEqual([unit('B')]);
  });

  it('keeps its reason when the person is moved on, and ends with the duty', async () => {
    await enrollment.hear(elected('An'));
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), on: '2026-03-16' });
    expect(await waiting('An')).toEqual([JOINED]);
    expect(await enrollment.sent('WaitlistJoined')).toHaveLength(1);
    await enrollment.hear({ who: 'An', revision: 3, after: null, on: '2026-03-17' });
    expect(await waiting('An')).toEqual([NOT_YET]);
  });
});
