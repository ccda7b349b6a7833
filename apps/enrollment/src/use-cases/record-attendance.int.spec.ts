import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { chairman, classOpened, elected, EnrollmentUnderTest, person } from '../enrollment.suite.js';

const attended = (who: string) => ({ personId: person(who), mark: 'attended' as const });
const absent = (who: string) => ({ personId: person(who), mark: 'absent' as const });
const may = { startsOn: '2026-05-11', endsOn: '2026-05-12' };

describe('attendance', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
    await enrollment.hear(elected('An'), elected('Bình'));
    await enrollment.openPeriod(2026, '2026-01-15');
    await enrollment.openClasses(classOpened('April'));
    await enrollment.allocate();
  });
  const statuses = async (who: string) => (await enrollment.dutiesOf(who)).map(duty => duty['status']);

  it('gives a certificate that answers every duty opened by then', async () => {
    expect(await enrollment.attend('April', [attended('An')])).toMatchObject({ attended: 1, absent: 0, unchanged: 0 });
    const certificateId = uuidFrom('certificate', person('An'), uuidFrom('class', 'April'));
    expect(await enrollment.dutiesOf('An')).toEqual(
      ['retraining', 'yearly'].map(kind =>
        expect.objectContaining({
          kind,
          status: 'fulfilled',
          fulfilled_on: '2026-04-21',
          certificate_id: certificateId,
        }),
      ),
    );
    expect(await enrollment.rows('SELECT id, issued_on, superseded_by FROM certificate')).toEqual([
      { id: certificateId, issued_on: '2026-04-21', superseded_by: null },
    ]);
    const sent = (await enrollment.sent()).map(({ type }) => type);
    for (const type of ['AttendanceRecorded', 'CertificateIssued', 'DutyFulfilled']) expect(sent).toContain(type);
    expect(await statuses('Bình')).toEqual(['open', 'open']);
    expect(await enrollment.rows('SELECT status, granted FROM training_class')).toEqual([
      { status: 'held', granted: 2 },
    ]);
  });

  it('lets who was absent wait again, for another class only', async () => {
    await enrollment.attend('April', [absent('An')]);
    await enrollment.allocate();
    expect(await statuses('An')).toEqual(['open', 'open']);
    expect((await enrollment.dutiesOf('An')).map(duty => duty['waiting_reason'])).toEqual(['no-class', 'no-class']);
    await enrollment.openClasses(classOpened('May', may));
    await enrollment.allocate();
    expect((await enrollment.seatsOf('An')).map(seat => seat['status'])).toEqual(['absent', 'granted']);
  });

  it('takes a mark again, and refuses the opposite, the future and a stranger', async () => {
    await enrollment.attend('April', [attended('An')]);
    const before = await enrollment.sent();
    expect(await enrollment.attend('April', [attended('An')])).toMatchObject({ attended: 0, unchanged: 1 });
    expect(await enrollment.sent()).toEqual(before);
    await expect(enrollment.attend('April', [attended('Bình'), absent('An')])).rejects.toThrow(/already been marked/);
    expect(await statuses('Bình')).toEqual(['open', 'open']);
    await expect(enrollment.attend('April', [attended('Bình')], '2026-04-19')).rejects.toThrow(/starts on 2026-04-20/);
    await expect(enrollment.attend('April', [attended('nobody')])).rejects.toThrow(/no seat/);
    await expect(enrollment.attend('unknown', [attended('An')])).rejects.toThrow(/no class/);
  });

  it('supersedes the earlier certificate by the newer class, also when that is marked first', async () => {
    await enrollment.attend('April', [attended('An')]);
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), cause: 'rotation', on: '2026-05-02' });
    await enrollment.openClasses(classOpened('May', may));
    await enrollment.allocate();
    await enrollment.attend('May', [attended('An')]);
    const april = uuidFrom('certificate', person('An'), uuidFrom('class', 'April'));
    const [inMay] = await enrollment.rows('SELECT id FROM certificate WHERE superseded_by IS NULL');
    expect(await enrollment.rows('SELECT id FROM certificate WHERE superseded_by = $1', [inMay!['id']])).toEqual([
      { id: april },
    ]);
    expect((await enrollment.sent('CertificateSuperseded')).map(({ data }) => data['certificateId'])).toEqual([april]);

    const early = { startsOn: '2026-03-16', endsOn: '2026-03-17' };
    await enrollment.attend('April', [attended('Bình')]);
    await enrollment.openClasses(classOpened('March', early));
    await enrollment.rows(
      `INSERT INTO seat SELECT gen_random_uuid(), $1, person_id, unit_id, desk, '2026-03-16', 'granted', 'reach', 9
       FROM seat WHERE person_id = $2`,
      [uuidFrom('class', 'March'), person('Bình')],
    );
    await enrollment.attend('March', [attended('Bình')]);
    expect(
      await enrollment.rows('SELECT issued_on FROM certificate WHERE person_id = $1 AND superseded_by IS NULL', [
        person('Bình'),
      ]),
    ).toEqual([{ issued_on: '2026-04-21' }]);
  });

  it('gives one certificate to two requests at once', async () => {
    const both = await Promise.all([1, 2].map(() => enrollment.attend('April', [attended('An'), attended('Bình')])));
    expect(both.map(one => one.attended).sort((a, b) => a - b)).toEqual([0, 2]);
    expect(await enrollment.rows('SELECT count(*)::int AS n FROM certificate')).toEqual([{ n: 2 }]);
  });
});
