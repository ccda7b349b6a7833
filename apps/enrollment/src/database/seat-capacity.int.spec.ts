import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { chairman, classOpened, EnrollmentUnderTest, person, type News } from '../enrollment.suite.js';

const MAXIMUM = 7;
const PEOPLE = 20;
const TAKE = `
  INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
  SELECT gen_random_uuid(), $1, person_id, unit_id, false, '2026-04-20', 'granted', 'reach', 1
  FROM person_state WHERE person_id = ANY ($2::uuid[])`;

describe('a class is never overfull, whoever writes the seat', () => {
  let enrollment: EnrollmentUnderTest;
  const classId = uuidFrom('class', 'small');
  const people = Array.from({ length: PEOPLE }, (_, at) => person(`p${at}`));
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
    await enrollment.hear(...people.map((_id, at): News => ({ who: `p${at}`, revision: 1, after: chairman('A') })));
    await enrollment.openClasses(classOpened('small', { maximum: MAXIMUM }));
  });
  const granted = async () => (await enrollment.rows('SELECT granted FROM training_class'))[0]!['granted'];

  it('refuses one seat too many, and all seats of a statement that holds one', async () => {
    await enrollment.rows(TAKE, [classId, people.slice(0, MAXIMUM)]);
    await expect(enrollment.rows(TAKE, [classId, people.slice(MAXIMUM, MAXIMUM + 1)])).rejects.toThrow(
      /never_overfull/,
    );
    await enrollment.rows(`UPDATE seat SET status = 'released' WHERE person_id = $1`, [people[0]]);
    await expect(enrollment.rows(TAKE, [classId, people.slice(MAXIMUM, MAXIMUM + 2)])).rejects.toThrow(
      /never_overfull/,
    );
    await enrollment.rows(TAKE, [classId, people.slice(MAXIMUM, MAXIMUM + 1)]);
    expect(await granted()).toBe(MAXIMUM);
  });

  it('counts attended and absent seats, not released or deleted ones', async () => {
    await enrollment.rows(TAKE, [classId, people.slice(0, 4)]);
    await enrollment.rows(`UPDATE seat SET status = 'attended' WHERE person_id = $1`, [people[0]]);
    await enrollment.rows(`UPDATE seat SET status = 'absent' WHERE person_id = $1`, [people[1]]);
    expect(await granted()).toBe(4);
    await enrollment.rows(`UPDATE seat SET status = 'released' WHERE person_id = $1`, [people[2]]);
    await enrollment.rows(`DELETE FROM seat WHERE person_id = $1`, [people[3]]);
    expect(await granted()).toBe(2);
  });

  it(`seats exactly ${MAXIMUM} of ${PEOPLE} people who ask at the same moment`, async () => {
    const asked = await Promise.allSettled(
      people.map(id => enrollment.transaction.run(tx => tx.query(TAKE, [classId, [id]]))),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(MAXIMUM);
    expect(await granted()).toBe(MAXIMUM);
    expect(await enrollment.rows('SELECT count(*)::int AS n FROM seat')).toEqual([{ n: MAXIMUM }]);
  });

  it('gives one person one active seat, and no class twice', async () => {
    await enrollment.rows(TAKE, [classId, people.slice(0, 1)]);
    await enrollment.openClasses(classOpened('other'));
    const other = uuidFrom('class', 'other');
    await expect(enrollment.rows(TAKE, [other, people.slice(0, 1)])).rejects.toThrow(/seat_one_active/);
    await enrollment.rows(`UPDATE seat SET status = 'absent'`);
    await expect(enrollment.rows(TAKE, [classId, people.slice(0, 1)])).rejects.toThrow(/seat_once_a_class/);
    await enrollment.rows(TAKE, [other, people.slice(0, 1)]);
  });
});
