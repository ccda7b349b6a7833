import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { chairman, clerk, EnrollmentUnderTest, person, PROGRAMME, type News } from '../enrollment.suite.js';

const registered = (who: string, after = chairman('A'), on = '2026-01-01'): News => ({
  who,
  revision: 1,
  after,
  cause: 'registration',
  on,
});

describe('opening a year', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
  });

  it('opens one duty for everybody in a cohort', async () => {
    await enrollment.hear(registered('An'), registered('Bình', clerk('A')), registered('Chi'));
    await enrollment.hear({ who: 'Chi', revision: 2, after: null, cause: 'retirement', on: '2026-01-05' });
    expect(await enrollment.openPeriod(2026, '2026-01-15')).toEqual({
      programmeId: PROGRAMME,
      year: 2026,
      openedOn: '2026-01-15',
      opened: 1,
    });
    expect(await enrollment.rows('SELECT id, period, opened_on, deadline, revision FROM training_duty')).toEqual([
      {
        id: uuidFrom('duty', person('An'), PROGRAMME, 2026),
        period: 2026,
        opened_on: '2026-01-15',
        deadline: '2026-12-31',
        revision: 1,
      },
    ]);
    expect(await enrollment.openPeriod(2026, '2026-01-15')).toMatchObject({ opened: 0 });
    expect(await enrollment.sent('DutyOpened')).toHaveLength(1);
  });

  it('refuses another day, a day outside the year and an unknown programme', async () => {
    await enrollment.openPeriod(2026, '2026-01-15');
    await expect(enrollment.openPeriod(2026, '2026-01-16')).rejects.toThrow(/has been open since 2026-01-15/);
    await expect(enrollment.openPeriod(2026, '2027-01-15')).rejects.toThrow(/not in the year/);
    await expect(enrollment.openPeriod(2024, '2024-01-15')).rejects.toThrow(/No programme two-tier/);
  });

  it('forgets nobody who is registered at the same moment', async () => {
    const people = Array.from({ length: 40 }, (_, at) => registered(`p${at}`, chairman('A'), '2026-02-01'));
    await Promise.all([
      ...people.slice(0, 20).map(one => enrollment.hear(one)),
      enrollment.openPeriod(2026, '2026-01-15'),
      ...people.slice(20).map(one => enrollment.hear(one)),
    ]);
    expect(await enrollment.rows('SELECT opened_on, count(*)::int AS n FROM training_duty GROUP BY opened_on')).toEqual(
      [{ opened_on: '2026-02-01', n: 40 }],
    );
  });
});
