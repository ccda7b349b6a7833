// From the first certificate of a person to a void one: numbers, skills in turn, correction, revocation, verification.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, uuidFrom } from '#kernel';
import { Idempotency } from '#platform';
import { chairman, classOpened, EnrollmentUnderTest, newKey, person } from '../enrollment.suite.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { CorrectAttendanceHandler } from './correct-attendance.js';
import { RevokeCertificateHandler } from './revoke-certificate.js';
import { VerifyCertificateHandler } from './verify-certificate.js';

const APRIL = uuidFrom('class', 'April');
const attended = (who: string) => ({ personId: person(who), mark: 'attended' as const });

interface Row {
  id: string;
  number: string;
  skill: string;
  revoked_on: string | null;
  superseded_by: string | null;
}

describe('certificates', () => {
  let enrollment: EnrollmentUnderTest;
  const clock = new Clock(() => '2026-05-20');
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(() => enrollment.seatTwo());
  const certificates = (who: string) =>
    enrollment.rows<Row>('SELECT * FROM certificate WHERE person_id = $1 ORDER BY issued_on, number', [person(who)]);
  const correct = (who: string, mark: 'attended' | 'absent') =>
    new CorrectAttendanceHandler(new Idempotency(enrollment.transaction), clock, new EnrollmentConfig()).execute(
      { classId: APRIL, personId: person(who), mark, reason: 'the sheet was read wrongly' },
      newKey(),
    );
  const revoke = (id: string) =>
    new RevokeCertificateHandler(new Idempotency(enrollment.transaction), clock).execute(
      id,
      { reason: 'issued to the wrong person' },
      newKey(),
    );
  const verify = (number: string) => new VerifyCertificateHandler(enrollment.dataSource, clock).execute(number);
  const statuses = async (who: string) => (await enrollment.dutiesOf(who)).map(duty => duty['status']);

  it('number without gaps, also when an issue was rolled back', async () => {
    await enrollment.attend('April', [attended('An')]);
    await enrollment.attend('April', [attended('nobody')]).catch(() => undefined);
    await enrollment.attend('April', [attended('Bình')]);
    const rows = await enrollment.rows<Row>('SELECT * FROM certificate ORDER BY number');
    expect(rows.map(({ number }) => number.slice(0, 11))).toEqual(['2026-000001', '2026-000002']);
  });

  it('go through the skills in turn, one current at a time', async () => {
    await enrollment.attend('April', [attended('An')]);
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), cause: 'rotation', on: '2026-05-02' });
    await enrollment.openClasses(classOpened('May', { startsOn: '2026-05-11', endsOn: '2026-05-12' }));
    await enrollment.allocate();
    await enrollment.attend('May', [attended('An')]);
    const [first, second] = await certificates('An');
    expect(first?.skill).not.toBe(second?.skill);
    expect([await verify(first!.number), await verify(second!.number.toLowerCase())]).toMatchObject([
      { state: 'superseded', supersededBy: second!.number },
      { state: 'valid', skill: second!.skill, issuedOn: '2026-05-12', validUntil: '2027-05-12' },
    ]);
  });

  it('say nothing of their holder to whoever asks by number', async () => {
    await enrollment.attend('April', [attended('An')]);
    const [{ number } = { number: '' }] = await certificates('An');
    expect(JSON.stringify(await verify(number))).not.toContain(person('An'));
    await expect(verify(`${number.slice(0, 12)}FFFFF0`)).rejects.toMatchObject({
      code: 'ENROLLMENT.CERTIFICATE_UNKNOWN',
    });
  });

  it('are void once revoked, and what they answered is owed again', async () => {
    await enrollment.attend('April', [attended('An')]);
    const [{ id, number } = { id: '', number: '' }] = await certificates('An');
    await revoke(id);
    expect(await verify(number)).toMatchObject({ state: 'revoked', revokedOn: '2026-05-20' });
    expect(await statuses('An')).toEqual(['open']);
    expect((await enrollment.sent('DutyOpened')).map(({ data }) => data['reopenedOn'])).toEqual([
      undefined,
      undefined,
      '2026-05-20',
    ]);
    await expect(revoke(id)).rejects.toMatchObject({ code: 'ENROLLMENT.CERTIFICATE_REVOKED' });
    await enrollment.openClasses(classOpened('June', { startsOn: '2026-06-01', endsOn: '2026-06-02' }));
    await enrollment.allocate();
    await enrollment.attend('June', [attended('An')]);
    expect(await statuses('An')).toEqual(['fulfilled']);
    expect(await verify(number)).toMatchObject({ state: 'revoked' });
  });

  it('leave what another class answered, until that one is void, too', async () => {
    await enrollment.attend('April', [attended('An')]);
    const [first] = await certificates('An');
    await revoke(first!.id);
    await enrollment.openClasses(classOpened('May', { startsOn: '2026-05-11', endsOn: '2026-05-12' }));
    await enrollment.allocate();
    await enrollment.attend('May', [attended('An')]);
    await correct('An', 'absent');
    await correct('An', 'attended');
    const [april, may] = (await certificates('An')).filter(({ revoked_on }) => revoked_on === null);
    await revoke(may!.id);
    expect(await statuses('An')).toEqual(['fulfilled']);
    await revoke(april!.id);
    expect(await statuses('An')).toEqual(['open']);
  });

  it('leave one retraining owed of two that they answered, the later one', async () => {
    await enrollment.attend('April', [attended('An')]);
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), on: '2026-04-10' });
    const days = async () => (await enrollment.dutiesOf('An')).map(duty => [duty['opened_on'], duty['status']]);
    expect(await days()).toEqual([
      ['2026-03-15', 'fulfilled'],
      ['2026-04-10', 'fulfilled'],
    ]);
    await revoke((await certificates('An'))[0]!.id);
    expect(await days()).toEqual([
      ['2026-03-15', 'fulfilled'],
      ['2026-04-10', 'open'],
    ]);
  });

  it('give back the seat that an absent person got elsewhere, when that one attended after all', async () => {
    await enrollment.attend('April', [{ personId: person('An'), mark: 'absent' }]);
    await enrollment.openClasses(classOpened('May', { startsOn: '2026-05-25', endsOn: '2026-05-26', maximum: 1 }));
    await enrollment.allocate('2026-05-20');
    const active = async () => (await enrollment.seatsOf('An')).filter(({ status }) => status === 'granted').length;
    expect(await active()).toBe(1);
    await correct('An', 'attended');
    expect([await statuses('An'), await active()]).toEqual([['fulfilled'], 0]);
    expect((await enrollment.sent('SeatReleased')).map(({ data }) => data['reason'])).toEqual(['no-duty']);
  });

  it('follow a mark that is corrected, there and back, with the reason on record', async () => {
    await enrollment.attend('April', [attended('An'), { personId: person('Bình'), mark: 'absent' }]);
    await correct('An', 'absent');
    await correct('Bình', 'attended');
    expect([await statuses('An'), await statuses('Bình')]).toEqual([['open'], ['fulfilled']]);
    await correct('An', 'attended');
    expect(await statuses('An')).toEqual(['fulfilled']);
    const mine = await certificates('An');
    expect(mine.map(({ revoked_on }) => revoked_on)).toEqual(['2026-05-20', null]);
    expect(new Set(mine.map(({ number }) => number)).size).toBe(2);
    expect(await enrollment.rows('SELECT was, mark, corrected_by FROM mark_correction ORDER BY id')).toEqual([
      { was: 'attended', mark: 'absent', corrected_by: 'tester' },
      { was: 'absent', mark: 'attended', corrected_by: 'tester' },
      { was: 'absent', mark: 'attended', corrected_by: 'tester' },
    ]);
    await expect(correct('An', 'attended')).rejects.toMatchObject({ code: 'ENROLLMENT.ALREADY_MARKED' });
  });
});
