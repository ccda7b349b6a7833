// What a day begins with: classes that have too few people so many days before their date.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EnrollmentProposalRequested } from '#contracts';
import { uuidFrom } from '#kernel';
import { classOpened, EnrollmentUnderTest, unit } from '../enrollment.suite.js';

const [APRIL, MAY] = ['April', 'May'].map(name => uuidFrom('class', name)) as [string, string];
const far = [unit('far')];

describe('the check of small classes', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(() => enrollment.seatTwo(classOpened('April', { minimum: 30 })));
  const asked = () =>
    enrollment.rows('SELECT class_id, action, into_class_id, asked_by, status FROM class_change ORDER BY asked_on, id');
  const proposals = async () =>
    (await enrollment.sent('ProposalRequested')).map(({ data }) => data as unknown as EnrollmentProposalRequested);

  it('asks the approval chain once, so many days before the class as is set', async () => {
    await enrollment.allocate('2026-04-05');
    expect(await asked()).toEqual([]);
    await enrollment.allocate('2026-04-06');
    await enrollment.allocate('2026-04-07');
    expect(await asked()).toEqual([
      {
        class_id: APRIL,
        action: 'cancel',
        into_class_id: null,
        asked_by: 'enrollment:small-class-check',
        status: 'asked',
      },
    ]);
    const [proposal, ...more] = await proposals();
    expect([proposal?.kind, more.length]).toEqual(['under-minimum', 0]);
    expect(proposal?.content.effect).toContainEqual({ code: 'people', value: 2 });
  });

  it('proposes the neighbour that takes the people, with what that does', async () => {
    const later = { startsOn: '2026-05-04', endsOn: '2026-05-05', reachUnitIds: far };
    await enrollment.openClasses(classOpened('May', later));
    await enrollment.allocate('2026-04-06');
    expect(await asked()).toMatchObject([{ class_id: APRIL, action: 'merge', into_class_id: MAY }]);
    expect((await proposals())[0]?.content.effect).toEqual(
      expect.arrayContaining([
        { code: 'movedAtMost', value: 2 },
        { code: 'waitAgainAtLeast', value: 0 },
      ]),
    );
  });

  it('leaves what the chain decided against to people, until the class has another date', async () => {
    await enrollment.allocate('2026-04-06');
    await enrollment.rows(`UPDATE class_change SET status = 'rejected'`);
    await enrollment.allocate('2026-04-08');
    expect(await asked()).toHaveLength(1);
    await enrollment.rows(`UPDATE training_class SET starts_on = '2026-05-18', ends_on = '2026-05-19'`);
    await enrollment.allocate('2026-05-04');
    expect(await asked()).toHaveLength(2);
    await enrollment.rows(`UPDATE class_change SET status = 'approved', action = 'keep'`);
    await enrollment.allocate('2026-05-05');
    expect(await asked()).toHaveLength(2);
  });

  it('is a setting: other days, or not at all', async () => {
    await enrollment.allocate('2026-04-06', { SMALL_CLASS_CHECK: 'off' });
    await enrollment.allocate('2026-04-06', { SMALL_CLASS_DAYS: 3 });
    expect(await asked()).toEqual([]);
    await enrollment.allocate('2026-03-31', { SMALL_CLASS_DAYS: 20 });
    expect(await asked()).toHaveLength(1);
  });

  it('asks nothing about a class that has its people or that has begun', async () => {
    await enrollment.allocate('2026-04-20');
    await enrollment.rows('UPDATE training_class SET minimum = 2');
    await enrollment.allocate('2026-04-10');
    expect(await asked()).toEqual([]);
  });
});
