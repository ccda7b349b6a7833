// Skills rotate: where a programme has classes for each skill, demand, seats and certificates go by whose turn it is.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DemandGroup, ProgrammeRules } from '#contracts';
import { chairman, classOpened, EnrollmentUnderTest, fromStart, person, unit } from '../enrollment.suite.js';
import { TWO_TIER } from '../rules/programme.suite.js';
import { ShowWaitlistHandler } from '../use-cases/show-waitlist.js';

const BY_SKILL: ProgrammeRules = { ...TWO_TIER, classesPerSkill: true };
const [first = '', second = ''] = TWO_TIER.skills.map(({ code }) => code);

let enrollment: EnrollmentUnderTest;
beforeAll(async () => {
  enrollment = await EnrollmentUnderTest.start();
}, 120_000);
afterAll(() => enrollment.stop());
beforeEach(() => enrollment.clear());

const attended = (who: string) => ({ personId: person(who), mark: 'attended' as const });
const skillsOf = async (who: string) => {
  const rows = await enrollment.rows<{ skill: string }>(
    'SELECT skill FROM certificate WHERE person_id = $1 ORDER BY issued_on',
    [person(who)],
  );
  return rows.map(({ skill }) => skill);
};
const seated = async (who: string) => {
  const rows = await enrollment.rows<{ skill: string | null }>(
    `SELECT skill FROM seat JOIN training_class c ON c.id = class_id WHERE person_id = $1 AND seat.status = 'granted'`,
    [person(who)],
  );
  return rows.map(({ skill }) => skill);
};
const demandOf = async (name: string) => {
  const said = (await enrollment.sent('DemandChanged')).filter(({ key }) => key === unit(name)).at(-1);
  return ((said?.data['groups'] ?? []) as DemandGroup[]).map(({ skill, waiting }) => [skill, waiting]);
};
const placeOf = async (who: string) => {
  const { items } = await new ShowWaitlistHandler(enrollment.dataSource).execute({ limit: 100 }, fromStart);
  const { skill, place, waiting } = items.find(({ personId }) => personId === person(who))!;
  return [skill, place, waiting];
};
const SUMMER = { startsOn: '2026-06-01', endsOn: '2026-06-02' };

/** An was taught the first skill in April and was moved in May; Bình, elected with An, has never been trained. */
async function oneTrained(rules: ProgrammeRules) {
  await enrollment.adopt(rules);
  await enrollment.hear({ who: 'An', revision: 1, after: chairman('A') });
  await enrollment.openClasses(classOpened('April', rules.classesPerSkill ? { skill: first } : {}));
  await enrollment.allocate();
  await enrollment.attend('April', [attended('An')], '2026-04-22');
  await enrollment.hear(
    { who: 'An', revision: 2, after: chairman('A'), cause: 'rotation', on: '2026-05-02' },
    { who: 'Bình', revision: 1, after: chairman('A'), on: '2026-05-02' },
  );
  await enrollment.allocate('2026-05-05');
}

describe('classes that teach one skill each', () => {
  it('take those whose turn it is, and leave the others to wait for theirs', async () => {
    await oneTrained(BY_SKILL);
    expect(await skillsOf('An')).toEqual([first]);
    expect(await demandOf('A')).toEqual([
      [first, 1],
      [second, 1],
    ]);
    await enrollment.openClasses(classOpened('June B', { ...SUMMER, skill: second }));
    await enrollment.allocate('2026-05-05');
    expect([await seated('An'), await seated('Bình')]).toEqual([[second], []]);
    expect(await demandOf('A')).toEqual([[first, 1]]);
    await enrollment.openClasses(classOpened('June A', { ...SUMMER, skill: first }));
    await enrollment.allocate('2026-05-05');
    expect(await seated('Bình')).toEqual([first]);
    await enrollment.attend('June B', [attended('An')]);
    await enrollment.attend('June A', [attended('Bình')]);
    expect([await skillsOf('An'), await skillsOf('Bình')]).toEqual([[first, second], [first]]);
  });

  it('count the place on the waiting list among those who wait for the same skill', async () => {
    await oneTrained(BY_SKILL);
    expect([await placeOf('An'), await placeOf('Bình')]).toEqual([
      [second, 1, 1],
      [first, 1, 1],
    ]);
    await enrollment.hear({ who: 'Chi', revision: 1, after: chairman('A'), on: '2026-05-03' });
    await enrollment.allocate('2026-05-05');
    expect([await placeOf('An'), await placeOf('Bình'), await placeOf('Chi')]).toEqual([
      [second, 1, 1],
      [first, 1, 2],
      [first, 2, 2],
    ]);
    // Whoever has a seat waits for nothing, and is in nobody's way.
    await enrollment.openClasses(classOpened('June A', { ...SUMMER, skill: first, maximum: 1 }));
    await enrollment.allocate('2026-05-05');
    expect([await placeOf('An'), await placeOf('Chi')]).toEqual([
      [second, 1, 1],
      [first, 1, 1],
    ]);
  });

  it('take nobody out of turn, however many seats are free', async () => {
    await oneTrained(BY_SKILL);
    await enrollment.openClasses(classOpened('June A', { ...SUMMER, skill: first, maximum: 5 }));
    await enrollment.allocate('2026-05-05');
    expect([await seated('An'), await seated('Bình')]).toEqual([[], [first]]);
    expect(
      await enrollment.rows('SELECT waiting_reason FROM training_duty WHERE person_id = $1 AND status = $2', [
        person('An'),
        'open',
      ]),
    ).toEqual([{ waiting_reason: 'no-class' }]);
  });
});

describe('classes of a programme that does not part them', () => {
  it('take everybody, each taught what is their turn', async () => {
    await oneTrained(TWO_TIER);
    expect([await placeOf('An'), await placeOf('Bình')].map(([skill, , waiting]) => [skill, waiting])).toEqual([
      [null, 2],
      [null, 2],
    ]);
    expect(await demandOf('A')).toEqual([[undefined, 2]]);
    await enrollment.openClasses(classOpened('June', SUMMER));
    await enrollment.allocate('2026-05-05');
    await enrollment.attend('June', [attended('An'), attended('Bình')]);
    expect([await skillsOf('An'), await skillsOf('Bình')]).toEqual([[first, second], [first]]);
  });
});
