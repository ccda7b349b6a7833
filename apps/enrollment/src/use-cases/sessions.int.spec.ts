import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, uuidFrom } from '#kernel';
import { Idempotency } from '#platform';
import { elected, EnrollmentUnderTest, newKey, person } from '../enrollment.suite.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import type { SessionMark } from '../rules/session-result.js';
import { ConcludeClassHandler } from './conclude-class.js';
import { ListSessionsHandler } from './list-sessions.js';
import { RecordSessionHandler } from './record-session.js';

const APRIL = uuidFrom('class', 'April');

describe('the sessions of a class', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(() => enrollment.seatTwo());
  const mark = (session: number, marks: Record<string, SessionMark>, reason?: string, today = '2026-04-21') =>
    new RecordSessionHandler(
      new Idempotency(enrollment.transaction),
      new Clock(() => today),
      new EnrollmentConfig(),
    ).execute(
      APRIL,
      session,
      {
        marks: Object.entries(marks).map(([who, one]) => ({ personId: person(who), mark: one })),
        ...(reason ? { reason } : {}),
      },
      newKey(),
    );
  const conclude = (today = '2026-04-21') =>
    new ConcludeClassHandler(
      new Idempotency(enrollment.transaction),
      new Clock(() => today),
      new EnrollmentConfig(),
    ).execute(APRIL, newKey());
  const certified = async () =>
    (await enrollment.rows<{ person_id: string }>('SELECT person_id FROM certificate')).map(
      ({ person_id }) => person_id,
    );

  it('are marked one by one, and end in certificates for who was in enough of them', async () => {
    await mark(1, { An: 'present', Bình: 'present' });
    await mark(2, { An: 'late', Bình: 'excused' });
    await mark(3, { An: 'present', Bình: 'present' });
    await mark(4, { An: 'present' });
    expect(await conclude()).toMatchObject({ attended: 1, absent: 1 });
    expect(await certified()).toEqual([person('An')]);
    expect((await enrollment.dutiesOf('Bình')).map(({ status }) => status)).toEqual(['open']);
  });

  it('keep the mark that was corrected, with the reason, and need one', async () => {
    await mark(1, { An: 'absent' });
    await expect(mark(1, { An: 'late' })).rejects.toMatchObject({ code: 'ENROLLMENT.CORRECTION_NEEDS_REASON' });
    expect(await mark(1, { An: 'late' }, 'came at nine')).toMatchObject({ corrected: 1 });
    expect(await mark(1, { An: 'late' })).toMatchObject({ corrected: 0 });
    expect((await new ListSessionsHandler(enrollment.dataSource).execute(APRIL)).items).toEqual([
      {
        session: 1,
        personId: person('An'),
        mark: 'late',
        corrections: [{ was: 'absent', mark: 'late', reason: 'came at nine', correctedBy: 'tester' }],
      },
    ]);
  });

  it('are not marked before their day, beyond the class, for strangers, or after its end', async () => {
    await expect(mark(3, { An: 'present' }, undefined, '2026-04-20')).rejects.toMatchObject({
      code: 'ENROLLMENT.CLASS_NOT_STARTED',
    });
    await expect(mark(5, { An: 'present' })).rejects.toMatchObject({ code: 'ENROLLMENT.SESSION_UNKNOWN' });
    await enrollment.hear(elected('Chi'));
    await expect(mark(1, { Chi: 'present' })).rejects.toMatchObject({ code: 'ENROLLMENT.NO_SEAT' });
    await expect(conclude('2026-04-20')).rejects.toMatchObject({ code: 'ENROLLMENT.CLASS_NOT_OVER' });
    await expect(conclude()).rejects.toMatchObject({ code: 'ENROLLMENT.NO_SESSION_MARKED' });
    await mark(1, { An: 'present' });
    await conclude();
    await expect(mark(1, { An: 'absent' }, 'too late')).rejects.toMatchObject({ code: 'ENROLLMENT.ALREADY_MARKED' });
  });
});
