import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { make, StaffReassigned } from '#contracts';
import { uuidBeside, uuidFrom } from '#kernel';
import {
  assignment,
  chairman,
  classOpened,
  clerk,
  deskOfficer,
  EnrollmentUnderTest,
  followPeople,
  person,
  PROGRAMME,
  received,
  unit,
  type News,
} from '../enrollment.suite.js';
import { DECISION_654 } from '../rules/programme.suite.js';

const registered = (who: string, unitName = 'A'): News => ({
  who,
  revision: 1,
  after: chairman(unitName),
  cause: 'registration',
  on: '2026-01-01',
});

const ANSWERED = 'SELECT FROM assignment_fact WHERE duty_id IS NOT NULL';

describe('duties follow people', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
  });

  it('opens a retraining duty after a cause of the programme, and none after another', async () => {
    const elected = assignment({ who: 'An', revision: 1, after: chairman('A'), batchId: unit('batch') });
    await enrollment.react(followPeople(), [elected]);
    await enrollment.hear(registered('Bình'));
    expect(await enrollment.dutiesOf('An')).toEqual([
      expect.objectContaining({
        id: uuidBeside(person('An'), 'duty', elected.id),
        kind: 'retraining',
        status: 'open',
        cohort: 'committee-leaders',
        class_type: 'commune',
        unit_id: unit('A'),
        opened_on: '2026-03-15',
        deadline: '2026-06-13',
        cause: 'election',
        moves: 1,
        revision: 1,
      }),
    ]);
    expect(await enrollment.dutiesOf('Bình')).toEqual([]);
    const sent = (await enrollment.sent()).map(({ type, revision }) => ({ type, revision }));
    expect(sent).toEqual([
      { type: 'DutyOpened', revision: 1 },
      { type: 'WaitlistJoined', revision: 1 },
    ]);
    expect(await enrollment.rows('SELECT DISTINCT unit_id FROM allocation_due')).toEqual([{ unit_id: unit('A') }]);
  });

  it('does nothing the second time, under the same and under another event id', async () => {
    const event = assignment({ who: 'An', revision: 1, after: chairman('A') });
    await enrollment.react(followPeople(), [event, event]);
    await enrollment.react(followPeople(), [event]);
    await enrollment.react(followPeople(), [{ ...event, id: unit('another id') }]);
    expect(await enrollment.dutiesOf('An')).toEqual([expect.objectContaining({ moves: 1, revision: 1 })]);
    expect((await enrollment.sent()).map(({ type }) => type)).toEqual(['DutyOpened', 'WaitlistJoined']);
    expect(await enrollment.rows(ANSWERED)).toHaveLength(1);
  });

  it('coalesces two moves into one open duty: later deadline, later day, the post now held', async () => {
    await enrollment.hear(
      { who: 'An', revision: 1, after: chairman('A'), on: '2026-03-15' },
      { who: 'An', revision: 2, after: deskOfficer('B'), cause: 'rotation', on: '2026-04-01' },
    );
    expect(await enrollment.dutiesOf('An')).toEqual([
      expect.objectContaining({
        status: 'open',
        moves: 2,
        revision: 2,
        cohort: 'commune-one-stop',
        unit_id: unit('B'),
        opened_on: '2026-04-01',
        deadline: '2026-06-30',
      }),
    ]);
    expect(await enrollment.sent('DutyMoved')).toEqual([
      expect.objectContaining({ revision: 2, data: expect.objectContaining({ coalesced: true, moves: 2 }) }),
    ]);
    expect(await enrollment.rows(ANSWERED)).toHaveLength(2);
  });

  it('counts the cause of news that come late, but keeps the newest post', async () => {
    await enrollment.hear({ who: 'An', revision: 3, after: chairman('B'), cause: 'rotation', on: '2026-04-01' });
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('A'), on: '2026-03-15' });
    expect(await enrollment.rows('SELECT revision, unit_id FROM person_state')).toEqual([
      { revision: 3, unit_id: unit('B') },
    ]);
    expect(await enrollment.dutiesOf('An')).toEqual([
      expect.objectContaining({ unit_id: unit('B'), moves: 2, opened_on: '2026-04-01', deadline: '2026-06-30' }),
    ]);
  });

  it('ends with no open duty when the person left, also when an older move is heard of afterwards', async () => {
    await enrollment.hear({ who: 'An', revision: 1, after: chairman('A') });
    await enrollment.hear({ who: 'An', revision: 3, after: null, cause: 'retirement', on: '2026-05-01' });
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), cause: 'rotation', on: '2026-04-01' });
    expect(await enrollment.dutiesOf('An')).toEqual([expect.objectContaining({ status: 'waived', revision: 2 })]);
    expect(await enrollment.sent('DutyWaived')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ reason: 'left', waivedOn: '2026-05-01' }) }),
    ]);
    expect(await enrollment.rows('SELECT unit_id, left_on FROM person_state')).toEqual([
      { unit_id: null, left_on: '2026-05-01' },
    ]);
  });

  it('waives what is owed when the new post is in no cohort, and opens the year again on return', async () => {
    await enrollment.hear(registered('An'));
    await enrollment.openPeriod(2026, '2026-01-15');
    await enrollment.hear({ who: 'An', revision: 2, after: clerk('A'), cause: 'rotation', on: '2026-02-01' });
    expect(await enrollment.dutiesOf('An')).toEqual([expect.objectContaining({ status: 'waived', revision: 2 })]);
    await enrollment.hear({ who: 'An', revision: 3, after: chairman('B'), cause: 'rotation', on: '2026-05-01' });
    expect(await enrollment.dutiesOf('An')).toEqual([
      expect.objectContaining({ kind: 'retraining', status: 'open', moves: 1 }),
      expect.objectContaining({
        kind: 'yearly',
        status: 'open',
        revision: 3,
        unit_id: unit('B'),
        opened_on: '2026-05-01',
      }),
    ]);
  });

  it('opens the yearly duty of who is appointed, or heard of, after the year was opened, and moves the open ones', async () => {
    await enrollment.hear(registered('An'));
    await enrollment.openPeriod(2026, '2026-01-15');
    await enrollment.hear({ who: 'Bình', revision: 1, after: chairman('A'), cause: 'appointment', on: '2026-02-01' });
    await enrollment.hear({ who: 'Chi', revision: 1, after: chairman('A'), cause: 'registration', on: '2026-01-14' });
    expect(
      (await enrollment.dutiesOf('Bình')).map(duty => [duty['kind'], duty['opened_on'], duty['deadline']]),
    ).toEqual([
      ['retraining', '2026-02-01', '2026-05-02'],
      ['yearly', '2026-02-01', '2026-12-31'],
    ]);
    expect(await enrollment.dutiesOf('Chi')).toEqual([
      expect.objectContaining({ kind: 'yearly', opened_on: '2026-01-15', deadline: '2026-12-31' }),
    ]);
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B') });
    expect((await enrollment.dutiesOf('An')).map(duty => [duty['kind'], duty['unit_id'], duty['revision']])).toEqual([
      ['retraining', unit('B'), 1],
      ['yearly', unit('B'), 2],
    ]);
    expect(await enrollment.sent('DutyMoved')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ coalesced: false, moves: 0, unitId: unit('B') }) }),
    ]);
  });

  it('gives the same whether the news come in one batch or one by one', async () => {
    const news: News[] = [
      registered('An'),
      { who: 'An', revision: 2, after: clerk('B'), on: '2026-03-15' },
      { who: 'Bình', revision: 1, after: chairman('A'), on: '2026-03-15' },
      { who: 'An', revision: 3, after: chairman('B'), cause: 'rotation', on: '2026-04-01' },
      { who: 'Bình', revision: 2, after: null, cause: 'resignation', on: '2026-04-02' },
      { who: 'Bình', revision: 3, after: chairman('A'), cause: 'appointment', on: '2026-05-02' },
      { who: 'An', revision: 4, after: chairman('A'), cause: 'merger', on: '2026-06-01' },
    ];
    // Whoever comes and goes within one batch was never seen waiting.
    const isLasting = ({ type }: { type: string }): boolean => type !== 'WaitlistJoined';
    const final = async () => [
      await enrollment.rows(
        'SELECT person_id, status, cohort, unit_id, opened_on, deadline, moves, revision FROM training_duty ORDER BY person_id, opened_on',
      ),
      (await enrollment.sent()).filter(isLasting).map(({ type, key, revision }) => [type, key.length, revision]),
      await enrollment.rows(
        `SELECT person_id, revision, unit_id, unit_level, post, duties, effective_date, left_on
         FROM person_state ORDER BY person_id`,
      ),
      await enrollment.rows(
        `SELECT person_id, revision, cause, effective_date, after, judged, duty_id IS NOT NULL AS answered
         FROM assignment_fact ORDER BY person_id, revision`,
      ),
    ];
    await enrollment.hear(...news);
    const atOnce = await final();
    await enrollment.clear();
    await enrollment.adopt();
    for (const one of news) await enrollment.hear(one);
    const inTurn = await final();
    expect([inTurn[0], inTurn[2], inTurn[3]]).toEqual([atOnce[0], atOnce[2], atOnce[3]]);
    expect(inTurn[1]!.map(String).sort()).toEqual(atOnce[1]!.map(String).sort());
  });

  it('judges people when their programme comes after them, in the order of their moves', async () => {
    await enrollment.clear();
    await enrollment.hear(registered('An'), { who: 'An', revision: 2, after: chairman('A'), on: '2026-03-15' });
    await enrollment.hear({ who: 'An', revision: 3, after: chairman('B'), cause: 'rotation', on: '2026-04-01' });
    await enrollment.hear({ who: 'Bình', revision: 1, after: chairman('B'), cause: 'appointment', on: '2025-03-01' });
    expect(await enrollment.dutiesOf('An')).toEqual([]);
    await enrollment.adopt();
    await enrollment.adopt();
    expect(await enrollment.dutiesOf('An')).toEqual([
      expect.objectContaining({ unit_id: unit('B'), moves: 2, opened_on: '2026-04-01', deadline: '2026-06-30' }),
    ]);
    expect(await enrollment.dutiesOf('Bình')).toEqual([]);
    await enrollment.adopt(DECISION_654, uuidFrom('programme', 'decision-654', 1));
    expect(await enrollment.dutiesOf('Bình')).toEqual([
      expect.objectContaining({ programme_id: uuidFrom('programme', 'decision-654', 1), opened_on: '2025-03-01' }),
    ]);
    expect(await enrollment.rows('SELECT * FROM assignment_fact WHERE NOT judged')).toEqual([]);
  });

  it('releases a seat held before the new duty opened, and keeps one that fits, for the new unit', async () => {
    await enrollment.hear(registered('An'), registered('Bình'));
    await enrollment.openPeriod(2026, '2026-01-15');
    const inMarch = { startsOn: '2026-03-02', endsOn: '2026-03-03', maximum: 1 };
    await enrollment.openClasses(classOpened('March', inMarch), classOpened('April', { maximum: 1 }));
    await enrollment.allocate('2026-02-20');
    await enrollment.hear(
      { who: 'An', revision: 2, after: deskOfficer('B') },
      { who: 'Bình', revision: 2, after: deskOfficer('B') },
    );
    const seats = await enrollment.rows(
      `SELECT seat.status, unit_id, desk, granted FROM seat JOIN training_class c ON c.id = class_id ORDER BY c.starts_on`,
    );
    expect(seats).toEqual([
      { status: 'released', unit_id: unit('A'), desk: false, granted: 0 },
      { status: 'granted', unit_id: unit('B'), desk: true, granted: 1 },
    ]);
    expect(await enrollment.sent('SeatReleased')).toEqual([
      expect.objectContaining({ revision: 2, data: expect.objectContaining({ reason: 'class-does-not-fit' }) }),
    ]);
  });

  it('releases the seat of who left or has no duty any more', async () => {
    await enrollment.hear(
      { who: 'An', revision: 1, after: chairman('A') },
      { who: 'Bình', revision: 1, after: chairman('A') },
    );
    await enrollment.openClasses(classOpened('April'));
    await enrollment.allocate();
    await enrollment.hear(
      { who: 'An', revision: 2, after: null, cause: 'retirement', on: '2026-04-01' },
      { who: 'Bình', revision: 2, after: clerk('A'), cause: 'rotation', on: '2026-04-01' },
    );
    expect((await enrollment.sent('SeatReleased')).map(({ data }) => String(data['reason'])).sort()).toEqual([
      'left',
      'no-duty',
    ]);
    expect(await enrollment.rows('SELECT granted FROM training_class')).toEqual([{ granted: 0 }]);
    const due = await enrollment.rows<{ unit_id: string }>('SELECT DISTINCT unit_id FROM allocation_due');
    expect(due.map(one => one.unit_id).sort()).toEqual([unit('A'), unit('B')].sort());
  });

  it('answers a move heard of after the class that it asks for was attended', async () => {
    await enrollment.hear({ who: 'An', revision: 3, after: chairman('A'), on: '2026-03-15' });
    await enrollment.openClasses(classOpened('April'));
    await enrollment.allocate();
    await enrollment.attend('April', [{ personId: person('An'), mark: 'attended' }]);
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), cause: 'rotation', on: '2026-02-01' });
    expect((await enrollment.dutiesOf('An')).map(duty => duty['status'])).toEqual(['fulfilled', 'fulfilled']);
    await enrollment.hear({ who: 'An', revision: 4, after: chairman('B'), cause: 'rotation', on: '2026-05-01' });
    expect((await enrollment.dutiesOf('An')).map(duty => duty['status'])).toEqual(['fulfilled', 'fulfilled', 'open']);
  });

  it('keeps one open retraining duty by the database alone', async () => {
    await enrollment.hear({ who: 'An', revision: 1, after: chairman('A') });
    const copy = (kind: string, period: string) =>
      enrollment.rows(`INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type,
        unit_id, opened_on, deadline, moves, revision) SELECT gen_random_uuid(), person_id, programme_id, '${kind}',
        ${period}, 'open', cohort, class_type, unit_id, opened_on, deadline, 0, 1 FROM training_duty LIMIT 1`);
    await expect(copy('retraining', 'NULL')).rejects.toThrow(/training_duty_one_open_retraining/);
    await copy('yearly', '2026');
    await expect(copy('yearly', '2026')).rejects.toThrow(/training_duty_person_id_programme_id_period_key/);
  });

  it('takes the same news from both lanes at once', async () => {
    const people = Array.from({ length: 50 }, (_, at) => `person ${at}`);
    const rotated = people.map(who => {
      const data = { cause: 'rotation' as const, effectiveDate: '2026-04-01', batchId: null };
      const facts = { personId: person(who), before: clerk('A'), after: chairman('B'), ...data };
      return received(make(StaffReassigned, facts), person(who), 2);
    });
    const elected = people.map(who => assignment({ who, revision: 1, after: chairman('A') }));
    const lanes = [elected, rotated, [...rotated].reverse(), elected, [...elected, ...rotated]];
    await Promise.all(lanes.map(lane => enrollment.react(followPeople(), lane)));
    expect(
      await enrollment.rows(
        'SELECT status, moves, unit_id, opened_on, count(*)::int AS n FROM training_duty GROUP BY 1, 2, 3, 4',
      ),
    ).toEqual([{ status: 'open', moves: 2, unit_id: unit('B'), opened_on: '2026-04-01', n: 50 }]);
  });

  it('writes 2,000 moves of one batch with the statements that 20 take', async () => {
    const people = Array.from({ length: 2_020 }, (_, at) => `person ${at}`);
    await enrollment.hear(...people.map((who, at) => registered(who, `unit ${at % 200}`)));
    await enrollment.openPeriod(2026, '2026-01-15');
    const moves = people.map((who, at): News => ({
      who,
      revision: 2,
      after: chairman(`new unit ${at % 75}`),
      cause: 'merger',
    }));
    const sent = jest.spyOn(enrollment.dataSource.logger, 'logQuery');
    const statementsOf = async (news: News[]): Promise<number> => {
      sent.mockClear();
      await enrollment.hear(...news);
      return sent.mock.calls.length;
    };
    const few = await statementsOf(moves.slice(0, 20));
    const many = await statementsOf(moves.slice(20));
    sent.mockRestore();
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(few);
    expect(
      await enrollment.rows(`SELECT count(*)::int AS n FROM training_duty WHERE programme_id = $1`, [PROGRAMME]),
    ).toEqual([{ n: 4_040 }]);
  });
});
