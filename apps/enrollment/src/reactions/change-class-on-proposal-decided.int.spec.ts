// A class with too few people, from the list to the decision and to everybody's next seat.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { make, ProposalDecided, type ProposalOutcome } from '#contracts';
import { Clock, uuidFrom } from '#kernel';
import { Idempotency } from '#platform';
import { EnrollmentConfig } from '../enrollment.config.js';
import { chairman, classOpened, elected, EnrollmentUnderTest, newKey, received, unit } from '../enrollment.suite.js';
import { AskClassChangeHandler, type AskClassChange } from '../use-cases/ask-class-change.js';
import { ListSmallClassesHandler } from '../use-cases/list-small-classes.js';
import { ChangeClassOnProposalDecided } from './change-class-on-proposal-decided.js';

const [APRIL, MAY] = ['April', 'May'].map(name => uuidFrom('class', name)) as [string, string];
const may = (maximum: number) =>
  classOpened('May', { maximum, startsOn: '2026-05-04', endsOn: '2026-05-05', reachUnitIds: [unit('far')] });

describe('a class below its minimum', () => {
  let enrollment: EnrollmentUnderTest;
  const clock = new Clock(() => '2026-04-10');
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
    await enrollment.hear(elected('An'), elected('Bình'), elected('Chi', 'B'));
    await enrollment.openClasses(classOpened('April', { minimum: 30 }));
    await enrollment.allocate();
  });
  const ask = async (changes: Partial<AskClassChange>) =>
    (
      await new AskClassChangeHandler(new Idempotency(enrollment.transaction), clock).execute(
        APRIL,
        { action: 'cancel', reason: 'three of thirty', ...changes },
        newKey(),
      )
    ).id;
  const decide = async (subjectId: string, outcome: ProposalOutcome = 'approved', hash?: string) => {
    const [asked] = await enrollment.rows<{ content_hash: string; kind: ProposalDecided['subjectType'] }>(
      'SELECT content_hash, kind FROM class_change WHERE id = $1',
      [subjectId],
    );
    const about = { proposalId: uuidFrom('proposal', subjectId), subjectType: asked!.kind, subjectId, steps: [] };
    const decided = make(ProposalDecided, { ...about, contentHash: hash ?? asked!.content_hash, outcome });
    await enrollment.react(new ChangeClassOnProposalDecided(clock), [received(decided, about.proposalId)]);
    await enrollment.allocate('2026-04-10', { SMALL_CLASS_CHECK: 'off' });
  };
  const granted = () =>
    enrollment.rows('SELECT status, granted FROM training_class ORDER BY starts_on, maximum').then(rows => rows);
  const waiting = async () =>
    (await enrollment.rows(`SELECT id FROM training_duty WHERE status = 'open' AND waiting_reason IS NOT NULL`)).length;

  it('is listed near its date, with where its people could go', async () => {
    await enrollment.openClasses(may(2));
    await enrollment.allocate();
    const { items } = await new ListSmallClassesHandler(enrollment.dataSource, clock, new EnrollmentConfig()).execute(
      {},
    );
    expect(items).toMatchObject([{ id: APRIL, missing: 27, asked: null, mergers: [{ classId: MAY, moved: 2 }] }]);
    const early = new Clock(() => '2026-03-20');
    expect(
      (await new ListSmallClassesHandler(enrollment.dataSource, early, new EnrollmentConfig()).execute({})).items,
    ).toEqual([]);
  });

  it('asks with its effect, once at a time, and only when something is wrong', async () => {
    await ask({ action: 'postpone', startsOn: '2026-05-18' });
    const [request] = await enrollment.sent('ProposalRequested');
    expect(request!.data).toMatchObject({
      kind: 'under-minimum',
      content: {
        effect: expect.arrayContaining([
          { code: 'people', value: 3 },
          { code: 'movedAtMost', value: 3 },
        ]),
      },
    });
    await expect(ask({})).rejects.toMatchObject({ code: 'ENROLLMENT.CHANGE_ASKED' });
    await enrollment.rows('DELETE FROM class_change');
    await expect(ask({ action: 'merge' })).rejects.toMatchObject({ code: 'ENROLLMENT.CHANGE_INCOMPLETE' });
    await expect(ask({ action: 'postpone', startsOn: '2026-04-20' })).rejects.toMatchObject({
      code: 'ENROLLMENT.POSTPONED_BACKWARDS',
    });
    await enrollment.rows('UPDATE training_class SET minimum = 3');
    await expect(ask({})).rejects.toMatchObject({ code: 'ENROLLMENT.MINIMUM_REACHED' });
  });

  it('is merged when approved: whoever fits sits in the other class, the rest wait, nobody falls out', async () => {
    await enrollment.openClasses(may(2));
    await enrollment.allocate();
    await decide(await ask({ action: 'merge', intoClassId: MAY }));
    expect(await granted()).toEqual([
      { status: 'cancelled', granted: 0 },
      { status: 'open', granted: 2 },
    ]);
    expect(await waiting()).toBe(1);
    expect(await enrollment.rows(`SELECT DISTINCT granted_by FROM seat WHERE status = 'granted'`)).toEqual([
      { granted_by: 'class-change' },
    ]);
    expect((await enrollment.sent('ClassChanged')).map(({ data }) => data['change'])).toEqual(['merged']);
  });

  it('is postponed with its people, but for those whose deadline the new day would miss', async () => {
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('A'), cause: 'rotation', on: '2026-03-16' });
    await enrollment.rows(`UPDATE training_duty SET deadline = '2026-05-01' WHERE moves = 2`);
    await decide(await ask({ action: 'postpone', startsOn: '2026-05-18' }));
    expect(await enrollment.rows('SELECT starts_on, ends_on, granted FROM training_class')).toEqual([
      { starts_on: '2026-05-18', ends_on: '2026-05-19', granted: 2 },
    ]);
    expect(await waiting()).toBe(1);
    expect(await enrollment.rows(`SELECT DISTINCT days::text FROM seat WHERE status = 'granted'`)).toEqual([
      { days: '[2026-05-18,2026-05-20)' },
    ]);
  });

  it('is cancelled, kept as it is, or changed in nothing, as it was decided', async () => {
    await decide(await ask({}), 'returned');
    await decide(await ask({}), 'approved', 'f'.repeat(64));
    expect(await granted()).toEqual([{ status: 'open', granted: 3 }]);
    await enrollment.rows(`UPDATE class_change SET status = 'withdrawn' WHERE status = 'asked'`);
    await decide(await ask({ action: 'keep' }));
    expect(await granted()).toEqual([{ status: 'open', granted: 3 }]);
    await decide(await ask({}));
    expect(await granted()).toEqual([{ status: 'cancelled', granted: 0 }]);
    expect(await waiting()).toBe(3);
  });

  it('is not the only one to be decided on: seats above the maximum need an approval, and are filled then', async () => {
    await enrollment.openClasses(classOpened('full', { maximum: 1, reachUnitIds: [unit('C')] }));
    await enrollment.hear(elected('Dung', 'C'), elected('Em', 'C'));
    await enrollment.allocate();
    expect(await waiting()).toBe(1);
    const { id } = await new AskClassChangeHandler(new Idempotency(enrollment.transaction), clock).execute(
      uuidFrom('class', 'full'),
      { action: 'enlarge', extraSeats: 1, reason: 'one officer more' },
      newKey(),
    );
    await decide(id);
    expect(await waiting()).toBe(0);
    expect((await enrollment.sent('ClassChanged')).map(({ data }) => [data['change'], data['maximum']])).toEqual([
      ['enlarged', 2],
    ]);
  });
});
