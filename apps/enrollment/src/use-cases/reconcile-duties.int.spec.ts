import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '#kernel';
import { Idempotency } from '#platform';
import { chairman, deskOfficer, EnrollmentUnderTest, person, unit } from '../enrollment.suite.js';
import { NIGHTLY, ReconcileDutiesHandler } from './reconcile-duties.js';
import { RepairDutiesHandler } from './repair-duties.js';
import { ShowReconciliationHandler } from './show-reconciliation.js';

let enrollment: EnrollmentUnderTest;
beforeAll(async () => {
  enrollment = await EnrollmentUnderTest.start();
});
afterAll(() => enrollment.stop());
beforeEach(async () => {
  await enrollment.rows('TRUNCATE duty_reconciliation CASCADE');
  await enrollment.clear();
  await enrollment.adopt();
  await enrollment.openPeriod(2026, '2026-01-05');
  await enrollment.hear(
    { who: 'An', revision: 1, after: chairman('A'), cause: 'registration', on: '2026-01-01' },
    { who: 'An', revision: 2, after: chairman('B') },
    { who: 'Bình', revision: 1, after: deskOfficer('A') },
    { who: 'Chi', revision: 1, after: chairman('A') },
    { who: 'Chi', revision: 2, after: null, cause: 'retirement', on: '2026-03-20' },
  );
});

const run = async (askedBy = 'by tester') => {
  const reconcile = new ReconcileDutiesHandler(
    enrollment.transaction,
    new Idempotency(enrollment.transaction),
    new Clock('2026-03-21'),
  );
  const id = await reconcile.execute(askedBy);
  return id === undefined ? undefined : new ShowReconciliationHandler(enrollment.dataSource).one(id);
};
const kinds = (found: Awaited<ReturnType<typeof run>>) =>
  found?.items.map(({ personId, kind }) => `${[...NAMES].find(([, id]) => id === personId)?.[0]} ${kind}`).sort();
const NAMES = new Map(['An', 'Bình', 'Chi'].map(who => [who, person(who)]));

describe('the reconciliation of duties', () => {
  it('finds nothing where all is well, also for what somebody waived', async () => {
    await enrollment.rows(
      `UPDATE training_duty SET status = 'waived', waiting_since = NULL, waiting_reason = NULL
       WHERE kind = 'yearly' AND person_id = $1`,
      [person('An')],
    );
    expect(await run()).toMatchObject({ people: 3, differences: 0, items: [] });
  });

  it('lists each difference with its reason and changes nothing; a repair puts it right, on record', async () => {
    await enrollment.rows(`DELETE FROM training_duty WHERE kind = 'yearly' AND person_id = $1`, [person('Bình')]);
    await enrollment.rows('UPDATE assignment_fact SET duty_id = NULL');
    await enrollment.rows(`DELETE FROM training_duty WHERE kind = 'retraining' AND person_id = $1`, [person('An')]);
    await enrollment.rows('UPDATE training_duty SET unit_id = $2 WHERE person_id = $1', [person('An'), unit('X')]);
    await enrollment.rows(`UPDATE training_duty SET status = 'open' WHERE kind = 'yearly' AND person_id = $1`, [
      person('Chi'),
    ]);
    await enrollment.rows('DELETE FROM assignment_fact WHERE person_id = $1 AND revision = 1', [person('Chi')]);
    const duties = () => enrollment.rows('SELECT * FROM training_duty ORDER BY id');
    const before = await duties();

    const found = await run();
    expect(kinds(found)).toEqual([
      'An duty-in-wrong-place',
      'An retraining-missing',
      'Bình retraining-missing',
      'Bình yearly-duty-missing',
      'Chi duty-owed-by-nobody',
      'Chi news-missing',
    ]);
    const missing = found?.items.find(({ kind }) => kind === 'yearly-duty-missing');
    expect(missing?.reason).toEqual({
      vi: 'Thuộc nhóm commune-one-stop nhưng chưa có nghĩa vụ năm 2026',
      en: 'Is in cohort commune-one-stop and has no duty for 2026',
    });
    expect(await duties()).toEqual(before);

    const repair = new RepairDutiesHandler(new Idempotency(enrollment.transaction));
    const key = { subject: 'hoa', key: 'r1', route: 'POST /repair' };
    expect(await repair.execute(found?.id ?? '', key)).toEqual({ repaired: 5, people: 3 });
    expect(await repair.execute(found?.id ?? '', { ...key, key: 'r2' })).toEqual({ repaired: 0, people: 0 });
    const again = await run();
    expect(kinds(again)).toEqual(['Chi news-missing']);
    const record = await new ShowReconciliationHandler(enrollment.dataSource).one(found?.id ?? '');
    expect(record).toMatchObject({ differences: 6, repaired: 5 });
    expect(record.items.filter(({ repairedBy }) => repairedBy === 'hoa')).toHaveLength(5);
  });

  it('runs once a night, however many replicas there are', async () => {
    const runs = await Promise.all([run(NIGHTLY), run(NIGHTLY)]);
    expect(runs.filter(one => one === undefined)).toHaveLength(1);
    expect(await run(NIGHTLY)).toBeUndefined();
    expect(await run()).toBeDefined();
  });
});
