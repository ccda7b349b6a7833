import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '#kernel';
import { Idempotency } from '#platform';
import { chairman, classOpened, elected, EnrollmentUnderTest, newKey } from '../enrollment.suite.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { WaiveDutyHandler } from './waive-duty.js';

describe('a waiver', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(() => enrollment.seatTwo(classOpened('April', { maximum: 1 })));
  const dutyOf = async (who: string) => (await enrollment.dutiesOf(who))[0] as { id: string; status: string };
  const waive = async (who: string, until = '2026-04-30', settings: Partial<EnrollmentConfig> = {}) =>
    new WaiveDutyHandler(
      new Idempotency(enrollment.transaction),
      new Clock(() => '2026-03-20'),
      Object.assign(new EnrollmentConfig(), settings),
    ).execute((await dutyOf(who)).id, { reason: 'maternity leave', until }, newKey());
  const seated = async (who: string) => (await enrollment.seatsOf(who)).some(({ status }) => status === 'granted');
  const whoHolds = async () => ((await seated('An')) ? (['An', 'Bình'] as const) : (['Bình', 'An'] as const));

  it('frees the seat for whoever is next, and is over the day after its last', async () => {
    const [who, next] = await whoHolds();
    await waive(who);
    await enrollment.allocate();
    expect([await seated(who), await seated(next)]).toEqual([false, true]);
    expect((await dutyOf(who)).status).toBe('waived');
    expect((await enrollment.sent('DutyWaived')).map(({ data }) => data['reason'])).toEqual(['decided']);
    await enrollment.allocate('2026-04-30');
    expect((await dutyOf(who)).status).toBe('waived');
    await enrollment.allocate('2026-05-01');
    expect((await dutyOf(who)).status).toBe('open');
    const told = (await enrollment.sent('DutyOpened')).map(({ revision, data }) => [revision, data['reopenedOn']]);
    expect(told).toEqual([
      [1, undefined],
      [1, undefined],
      [3, '2026-05-01'],
    ]);
  });

  it('does not hold against the next reassignment', async () => {
    const [who] = await whoHolds();
    await waive(who);
    await enrollment.hear({ who, revision: 2, after: chairman('B'), on: '2026-04-01' });
    const duties = await enrollment.dutiesOf(who);
    expect(duties.map(({ status }) => status)).toEqual(['waived', 'open']);
    await enrollment.allocate('2026-05-01');
    expect((await enrollment.dutiesOf(who)).map(({ status }) => status)).toEqual(['waived', 'open']);
  });

  it('is not ended by a correction of the past, only by one of where the person serves now', async () => {
    await enrollment.hear({ who: 'Cúc', revision: 1, after: chairman('A'), cause: 'registration', on: '2025-10-01' });
    await enrollment.openPeriod(2026, '2026-01-15');
    const [duty] = await enrollment.dutiesOf('Cúc');
    expect(duty).toMatchObject({ kind: 'yearly', status: 'open' });
    await waive('Cúc');
    const correction = { who: 'Cúc', cause: 'correction', on: '2025-09-01' } as const;
    await enrollment.hear({ ...correction, revision: 2, after: chairman('A') });
    expect((await dutyOf('Cúc')).status).toBe('waived');
    await enrollment.hear({ ...correction, revision: 3, after: chairman('B') });
    expect((await dutyOf('Cúc')).status).toBe('open');
  });

  it('is refused for a day that is over, and for what is not open', async () => {
    await expect(waive('An', '2026-03-19')).rejects.toMatchObject({ code: 'ENROLLMENT.WAIVER_OVER' });
    await waive('An');
    await expect(waive('An')).rejects.toMatchObject({ code: 'ENROLLMENT.DUTY_NOT_OPEN' });
  });

  it('is for few duties a day: more are asked of the approval chain, also when two requests come at once', async () => {
    const alone = { WAIVE_ALONE_UP_TO: 1 };
    const both = await Promise.allSettled([waive('An', '2026-04-30', alone), waive('Bình', '2026-04-30', alone)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'ENROLLMENT.WAIVER_NEEDS_APPROVAL', params: { limit: 1 } });
  });

  it('is not needed where a duty is overdue: the unit is told once, the province a month later', async () => {
    for (const day of ['2026-06-13', '2026-06-14', '2026-06-14', '2026-07-13', '2026-07-14', '2026-08-30'])
      await enrollment.allocate(day);
    const told = (await enrollment.sent('DutyOverdue')).map(({ revision, data }) => [data['level'], revision]);
    expect(told).toEqual([
      ['unit', 2],
      ['unit', 2],
      ['province', 3],
      ['province', 3],
    ]);
  });

  it('tells of a day on which everybody is overdue in several transactions, of each duty once', async () => {
    await enrollment.hear(...Array.from({ length: 5_001 }, (_, at) => elected(`person ${at}`)));
    await enrollment.allocate('2026-06-14');
    expect(
      await enrollment.rows(`SELECT count(*)::int AS told, count(DISTINCT key)::int AS duties, count(DISTINCT xmin::text)::int AS transactions
        FROM outbox WHERE headers ->> 'ce_type' = 'enrollment.DutyOverdue'`),
    ).toEqual([{ told: 5_003, duties: 5_003, transactions: 2 }]);
  });
});
