// Feedback on a class is that of people who were in it, once each, and nobody's own answer is shown to anybody.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { withinScope } from '#platform';
import { ServiceUnderTest } from '#testing';
import { enrollment } from './service.js';
import type { FeedbackView } from './use-cases/show-feedback.js';

const [OURS, OTHER, UNIT, FAR, PROGRAMME] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const [AN, BINH, CHI, DUNG, EM, GIANG, HA, STRANGER] = Array.from({ length: 8 }, () => randomUUID()) as [
  string,
  ...string[],
] as [string, string, string, string, string, string, string, string];

let service: ServiceUnderTest;
let folder: string;
const onDay = (day: string) => writeFile(join(folder, 'today'), day);
const sql = <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
  service.database.query<Row>(text, params);

const openClass = (id: string, trainer: string) =>
  sql(
    `INSERT INTO training_class (id, plan_id, programme_id, class_type, purpose, host_unit_id, starts_on, ends_on, minimum,
       maximum, trainer, trainer_revision)
     VALUES ($1, $2, $2, 'commune', 'year', $3, '2026-04-20', '2026-04-20', 0, 50, $4, 1)`,
    [id, PROGRAMME, UNIT, trainer],
  );
const seat = (personId: string, status = 'granted') =>
  sql(
    `INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
     VALUES ($1, $2, $3, $4, false, '2026-04-20', $5, 'reach', 1)`,
    [randomUUID(), OURS, personId, UNIT, status],
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nangluc-feedback-'));
  await onDay('2026-04-22');
  const date = `file:${join(folder, 'today')}`;
  service = await ServiceUnderTest.start(enrollment, { BACKGROUND_LOOPS: 'off', NANGLUC_BUSINESS_DATE: date });
  for (const id of [UNIT, FAR]) await sql(`INSERT INTO known_unit (id, valid_from) VALUES ($1, '2025-07-01')`, [id]);
  await sql(
    `INSERT INTO programme_rules (programme_id, code, version, valid, rules)
     VALUES ($1, 'spec', 1, '[2026-01-01,)', '{"skills": []}')`,
    [PROGRAMME],
  );
  for (const personId of [AN, BINH, CHI, DUNG, EM, GIANG, HA, STRANGER])
    await sql(
      `INSERT INTO person_state (person_id, revision, unit_id, unit_level, post)
       VALUES ($1, 1, $2, 'commune', 'office-statistics-officer')`,
      [personId, personId === HA ? FAR : UNIT],
    );
  await openClass(OURS, 'lan');
  await openClass(OTHER, 'kim');
  for (const personId of [AN, BINH, CHI, DUNG]) await seat(personId);
  for (const personId of [EM, GIANG, HA]) await seat(personId, 'attended');
  const marks = [
    { personId: AN, mark: 'present' },
    { personId: BINH, mark: 'late' },
    { personId: CHI, mark: 'absent' },
  ];
  expect((await post(`/v1/classes/${OURS}/sessions/1/marks`, { marks })).status).toBe(200);
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

type Asked = Parameters<ServiceUnderTest['call']>[2];
const post = (path: string, body: object, asked: Asked = {}) =>
  service.call<Record<string, unknown>>('POST', path, {
    as: ['scheduler'],
    body,
    headers: { 'idempotency-key': randomUUID() },
    ...asked,
  });
const rated = (personId: string, content = 4) => ({ personId, content, teaching: 5, usefulness: 3, organisation: 2 });
const OFFICER: Asked = { as: ['hr-officer'], subject: 'officer', units: [UNIT] };
const give = (people: object[], asked: Asked = OFFICER, classId = OURS) =>
  post(`/v1/classes/${classId}/feedback`, { answers: people }, asked);
const show = async (asked: Asked = { as: ['scheduler'] }) =>
  (await service.call<FeedbackView>('GET', `/v1/classes/${OURS}/feedback`, asked)).body;
const kept = () => sql('SELECT person_id, content FROM class_feedback ORDER BY person_id');

describe('feedback on a class', () => {
  it('is taken from who was in a session, in time or late, or attended, and replaced when it comes again', async () => {
    const first = await give([rated(AN), rated(BINH), rated(EM)]);
    expect(first).toMatchObject({ status: 200, body: { taken: 3, replaced: 0, until: '2026-05-04' } });
    expect(await give([rated(AN, 1)])).toMatchObject({ status: 200, body: { taken: 1, replaced: 1 } });
    expect(await kept()).toHaveLength(3);
    expect(await sql('SELECT content, entered_by FROM class_feedback WHERE person_id = $1', [AN])).toEqual([
      { content: 1, entered_by: 'officer' },
    ]);
  });

  it('is refused from who was absent, was never marked or has no seat, and then from nobody else of the sheet', async () => {
    for (const stranger of [CHI, DUNG, STRANGER]) {
      const refused = await give([rated(GIANG), rated(stranger)]);
      expect(refused).toMatchObject({ status: 422, body: { code: 'ENROLLMENT.WAS_NOT_THERE' } });
    }
    expect(await kept()).toHaveLength(3);
  });

  it('is refused by the database, too, and twice for one seat', async () => {
    const insert = (personId: string) =>
      sql(
        `INSERT INTO class_feedback (seat_id, class_id, person_id, content, teaching, usefulness, organisation, given_on, entered_by)
         SELECT id, class_id, person_id, 5, 5, 5, 5, '2026-04-22', 'nobody' FROM seat WHERE class_id = $1 AND person_id = $2`,
        [OURS, personId],
      );
    await expect(insert(CHI)).rejects.toThrow(/was not there/);
    await expect(insert(AN)).rejects.toThrow(/class_feedback_pkey/);
    await expect(sql('UPDATE class_feedback SET content = 6')).rejects.toThrow(/class_feedback_content_check/);
  });

  it('is refused where it makes no sense', async () => {
    for (const answers of [[], [rated(GIANG, 0)], [rated(GIANG, 6)], [rated(GIANG, 2.5)], [rated(AN), rated(AN)]])
      expect((await give(answers)).status).toBe(400);
    expect((await give([{ ...rated(GIANG), remark: 'said by Giang' }])).status).toBe(400);
    expect((await give([rated(GIANG)], { ...OFFICER, headers: {} })).status).toBe(400);
    expect((await give([rated(GIANG)], OFFICER, randomUUID())).body).toMatchObject({
      code: 'ENROLLMENT.CLASS_UNKNOWN',
    });
  });

  it('is handed in by the unit of the person or the organisers, never by who taught the class', async () => {
    expect(await give([rated(HA)])).toMatchObject({ status: 404, body: { code: 'ENROLLMENT.PERSON_UNKNOWN' } });
    expect((await give([rated(GIANG)], { as: ['trainer'], subject: 'lan' })).status).toBe(403);
    const both = await give([rated(GIANG)], { ...OFFICER, as: ['hr-officer', 'trainer'], subject: 'lan' });
    expect(both).toMatchObject({ status: 422, body: { code: 'ENROLLMENT.FEEDBACK_BY_TRAINER' } });
    expect((await give([rated(HA)], { as: ['scheduler'] })).status).toBe(200);
  });

  it('leaves no ratings in the audit trail, whose hash could be tried out', async () => {
    const hashes = await sql(
      `SELECT DISTINCT fact ->> 'contentHash' AS hash FROM audit_pending
       WHERE fact ->> 'action' LIKE 'POST %/feedback' AND fact ->> 'result' = 'done'`,
    );
    expect(hashes).toHaveLength(1);
  });
});

describe('what is shown of it', () => {
  it('are counts as long as answers come, as two looks would tell what came between', async () => {
    expect(await show()).toEqual({
      classId: OURS,
      until: '2026-05-04',
      attended: 5,
      answers: 4,
      atLeast: 5,
      state: 'open',
      questions: [],
    });
  });

  it('is nothing of so few that they could be recognised', async () => {
    await onDay('2026-05-05');
    expect(await show()).toMatchObject({ answers: 4, state: 'too-few', questions: [] });
    expect(await give([rated(GIANG)])).toMatchObject({ status: 422, body: { code: 'ENROLLMENT.FEEDBACK_CLOSED' } });
    expect(await sql('SELECT FROM feedback_ratings($1, 1)', [OTHER])).toEqual([]);
  });

  it('is the mean and the spread of each question, to organisers, deciders and the trainer of the class', async () => {
    await onDay('2026-05-04');
    expect((await give([rated(GIANG, 5)])).status).toBe(200);
    await onDay('2026-05-05');
    const summary = await show();
    expect(summary).toMatchObject({ answers: 5, state: 'shown' });
    expect(summary.questions).toEqual([
      { question: 'content', mean: 3.6, distribution: [1, 0, 0, 3, 1] },
      { question: 'teaching', mean: 5, distribution: [0, 0, 0, 0, 5] },
      { question: 'usefulness', mean: 3, distribution: [0, 0, 5, 0, 0] },
      { question: 'organisation', mean: 2, distribution: [0, 5, 0, 0, 0] },
    ]);
    for (const role of ['hr-officer', 'reviewer', 'chairman', 'auditor'])
      expect(await show({ as: [role], units: [FAR] })).toEqual(summary);
    expect(await show({ as: ['trainer'], subject: 'lan' })).toEqual(summary);
    const status = async (asked: Asked) => (await service.call('GET', `/v1/classes/${OURS}/feedback`, asked)).status;
    expect(await status({ as: ['trainer'], subject: 'kim' })).toBe(404);
    expect(await status({ as: ['operator'] })).toBe(403);
  });

  it('is never the answer of one person: a trainer has none, also by a statement that forgets to ask', async () => {
    const seen = (units: string[], taught: boolean) =>
      withinScope({ units, on: '2026-05-05', subject: 'lan', everyClass: !taught, taught }, () =>
        queryRows(service.app.get(DataSource), 'SELECT person_id FROM class_feedback'),
      );
    expect(await seen([], true)).toEqual([]);
    expect(await seen([UNIT], false)).toHaveLength(4);
  });

  it('counts nobody whose attendance was a mistake', async () => {
    const correction = { classId: OURS, personId: EM, mark: 'absent', reason: 'Nhầm tên trong danh sách ký' };
    expect((await post('/v1/attendances/corrections', correction)).status).toBe(200);
    expect(await show()).toMatchObject({ attended: 4, answers: 4, state: 'too-few', questions: [] });
    await onDay('2026-05-04');
    expect((await give([rated(EM)])).body).toMatchObject({ code: 'ENROLLMENT.WAS_NOT_THERE' });
  });
});
