// A trainer reaches the classes that the account teaches, their people, and nothing else: on every route, and in the database.
import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ClassTrainerNamed, make } from '#contracts';
import { queryRows, Transaction } from '#messaging';
import { routesOf, withinScope } from '#platform';
import { ServiceUnderTest } from '#testing';
import { NameTrainerOnClassTrainerNamed } from '../../apps/enrollment/src/reactions/name-trainer-on-class-trainer-named.js';
import { enrollment } from '../../apps/enrollment/src/service.js';
import { describeServices } from '../../scripts/docs/controllers.js';

const [OURS, THEIRS, EARLIER] = [randomUUID(), randomUUID(), randomUUID()];
const [UNIT, PROGRAMME] = [randomUUID(), randomUUID()];
const [AN, BINH, CHI] = [randomUUID(), randomUUID(), randomUUID()];
const CERTIFICATE = randomUUID();

let service: ServiceUnderTest;
beforeAll(async () => {
  const quiet = { BACKGROUND_LOOPS: 'off', NANGLUC_BUSINESS_DATE: '2026-05-01' } as const;
  service = await ServiceUnderTest.start(enrollment, { ...quiet, STAFF_URL: 'http://127.0.0.1:9' });
  const { database } = service;
  await database.query(`INSERT INTO known_unit (id, valid_from) VALUES ($1, '2025-07-01')`, [UNIT]);
  await database.query(
    `INSERT INTO programme_rules (programme_id, code, version, valid, rules)
     VALUES ($1, 'spec', 1, '[2026-01-01,)', '{"skills": []}')`,
    [PROGRAMME],
  );
  for (const personId of [AN, BINH, CHI])
    await database.query(
      `INSERT INTO person_state (person_id, revision, unit_id, unit_level, post) VALUES ($1, 1, $2, 'commune', 'office-statistics-officer')`,
      [personId, UNIT],
    );
  await open(EARLIER, 'kim', '2026-03-02');
  await open(OURS, 'lan', '2026-04-20');
  await open(THEIRS, 'kim', '2026-04-20');
  await seat(EARLIER, CHI, '2026-03-02', 'attended');
  await seat(OURS, AN, '2026-04-20');
  await seat(OURS, CHI, '2026-04-20');
  await seat(THEIRS, BINH, '2026-04-20');
  await database.query(
    `INSERT INTO certificate (id, person_id, class_id, programme_id, unit_id, issued_on, number, valid_until)
     VALUES ($1, $2, $3, $4, $5, '2026-03-02', '2026-000001-ABCDEF', '2027-03-02')`,
    [CERTIFICATE, CHI, EARLIER, PROGRAMME, UNIT],
  );
});
afterAll(() => service.stop());

const open = (id: string, trainer: string, day: string) =>
  service.database.query(
    `INSERT INTO training_class (id, plan_id, programme_id, class_type, purpose, host_unit_id, starts_on, ends_on, minimum,
       maximum, trainer, trainer_revision)
     VALUES ($1, $2, $2, 'commune', 'year', $3, $4, $4, 0, 50, $5, 1)`,
    [id, PROGRAMME, UNIT, day, trainer],
  );
const seat = (classId: string, personId: string, day: string, status = 'granted') =>
  service.database.query(
    `INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
     VALUES ($1, $2, $3, $4, false, $5, $6, 'reach', 1)`,
    [randomUUID(), classId, personId, UNIT, day, status],
  );

interface Shown {
  code?: string;
  items?: { id: string; personId: string }[];
  certificates?: { id: string }[];
}
const headers = () => ({ 'idempotency-key': randomUUID() });
const get = (path: string, subject = 'lan', as = ['trainer']) =>
  service.call<Shown>('GET', path, { as, subject, units: as.includes('hr-officer') ? [UNIT] : [] });

/** Every route of the service that binds trainers to their classes, asked about a class or a person of it. */
const ROUTES: Record<string, (classId: string, personId: string) => ReturnType<typeof get>> = {
  'GET /v1/classes': async classId => {
    const { status, body, headers: answered } = await get('/v1/classes');
    // A list answers with what may be seen: left out is what elsewhere is 404.
    const isThere = body.items!.some(({ id }) => id === classId);
    return { status: isThere ? status : 404, body, headers: answered };
  },
  'GET /v1/classes/:id/feedback': classId => get(`/v1/classes/${classId}/feedback`),
  'GET /v1/classes/:id/seats': classId => get(`/v1/classes/${classId}/seats`),
  'GET /v1/classes/:id/session-marks': classId => get(`/v1/classes/${classId}/session-marks`),
  'GET /v1/classes/:id/sessions/:session/sheet': classId => get(`/v1/classes/${classId}/sessions/1/sheet`),
  'GET /v1/people/:id/training': (_classId, personId) => get(`/v1/people/${personId}/training`),
  'POST /v1/classes/:id/conclusion': classId => post(`/v1/classes/${classId}/conclusion`, {}),
  'POST /v1/classes/:id/sessions/:session/marks': (classId, personId) =>
    post(`/v1/classes/${classId}/sessions/1/marks`, { marks: [{ personId, mark: 'present' }] }),
  'POST /v1/classes/:id/sessions/:session/mark-imports': (classId, personId) =>
    service.call('POST', `/v1/classes/${classId}/sessions/1/mark-imports?dryRun=true`, {
      as: ['trainer'],
      subject: 'lan',
      raw: { type: 'text/csv', content: `personId,staffCode,fullName,mark,reason\n${personId},,,Có mặt,\n` },
      headers: headers(),
    }),
  'POST /v1/people/taught': async (_classId, personId) => {
    const { status, body, headers: answered } = await post('/v1/people/taught', { personIds: [personId] });
    const isThere = body.items!.some(one => one.personId === personId);
    return { status: isThere ? status : 404, body, headers: answered };
  },
  'POST /v1/attendances': (classId, personId) =>
    post('/v1/attendances', { classId, marks: [{ personId, mark: 'attended' }] }),
};
const post = (path: string, body: object, subject = 'lan') =>
  service.call<Shown>('POST', path, { as: ['trainer'], subject, body, headers: headers() });

describe('a trainer', () => {
  it('is bound to the own classes on each route that lets trainers in', () => {
    const { controllers } = describeServices().find(({ name }) => name === 'enrollment')!;
    const letIn = routesOf(controllers).filter(({ policy }) => policy !== 'public' && policy?.includes('trainer'));
    expect(letIn.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(ROUTES).sort());
    expect(letIn.filter(({ reach }) => !reach?.includes('classes'))).toEqual([]);
  });

  it.each(Object.keys(ROUTES))('is refused a class of somebody else, and not the own one: %s', async route => {
    const ask = ROUTES[route]!;
    const refused = await ask(THEIRS, BINH);
    const unknown = ['ENROLLMENT.CLASS_UNKNOWN', 'ENROLLMENT.PERSON_UNKNOWN', undefined];
    expect([refused.status, unknown.includes(refused.body.code)]).toEqual([404, true]);
    expect((await ask(OURS, AN)).status).not.toBe(404);
  });

  it.each(Object.keys(ROUTES).filter(route => !route.includes('/people/')))(
    'is refused a former class of a person who sits in an own one: %s',
    async route => {
      expect((await ROUTES[route]!(EARLIER, CHI)).status).toBe(404);
    },
  );

  it('has marked nobody in the class of somebody else', async () => {
    const marks = await service.database.query('SELECT DISTINCT class_id FROM session_mark');
    expect(marks).toEqual([{ class_id: OURS }]);
    const seats = await service.database.query('SELECT status FROM seat WHERE class_id = $1', [THEIRS]);
    expect(seats).toEqual([{ status: 'granted' }]);
  });

  it('gives certificates in place of those of classes that others taught', async () => {
    const marked = await post('/v1/attendances', { classId: OURS, marks: [{ personId: CHI, mark: 'attended' }] });
    expect([marked.status, marked.body]).toMatchObject([200, {}]);
    const [earlier] = await service.database.query<{ superseded_by: string }>(
      'SELECT superseded_by FROM certificate WHERE id = $1',
      [CERTIFICATE],
    );
    const { body } = await get(`/v1/people/${CHI}/training`);
    expect(body.certificates!.map(({ id }) => id)).toEqual([CERTIFICATE, earlier!.superseded_by]);
  });

  it('sees no more in the database, whatever a query forgets', async () => {
    const dataSource = service.app.get(DataSource);
    const scope = { units: [], on: '', subject: 'lan', everyClass: false, taught: true };
    const seen = (sql: string) =>
      withinScope(scope, () => queryRows<{ id: string }>(dataSource, sql)).then(rows =>
        rows.map(({ id }) => id).sort(),
      );
    expect(await seen('SELECT id FROM training_class')).toEqual([OURS]);
    expect(await seen('SELECT person_id AS id FROM person_state')).toEqual([AN, CHI].sort());
    expect(await seen('SELECT DISTINCT person_id AS id FROM seat')).toEqual([AN, CHI].sort());
    expect(await seen('SELECT DISTINCT person_id AS id FROM session_mark')).not.toContain(BINH);
    const changed = await withinScope(scope, () =>
      queryRows(dataSource, `UPDATE training_class SET trainer = 'lan' WHERE id = $1 RETURNING id`, [THEIRS]),
    );
    expect(changed).toEqual([]);
  });

  it('is not shown why somebody was excused', async () => {
    const duty = randomUUID();
    await service.database.query(
      `INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on, deadline, moves, revision)
       VALUES ($1, $2, $3, 'yearly', 2026, 'waived', 'x', 'commune', $4, '2026-01-15', '2026-12-14', 0, 1)`,
      [duty, AN, PROGRAMME, UNIT],
    );
    await service.database.query(
      `INSERT INTO duty_waiver (duty_id, revision, person_id, reason, until, waived_on, waived_by)
       VALUES ($1, 1, $2, 'ill', '2026-06-01', '2026-04-01', 'x')`,
      [duty, AN],
    );
    const training = `/v1/people/${AN}/training`;
    expect((await get(training)).body).toMatchObject({ duties: [{ id: duty }], waivers: [] });
    expect((await get(training, 'head', ['hr-officer'])).body).toMatchObject({ waivers: [{ dutyId: duty }] });
  });

  it('who is an officer too sees the own units and the own classes', async () => {
    const both = (path: string) =>
      service.call<Shown>('GET', path, { as: ['trainer', 'hr-officer'], subject: 'lan', units: [] });
    expect((await both('/v1/classes')).body.items).toHaveLength(3);
    expect((await both(`/v1/classes/${OURS}/seats`)).body.items).toHaveLength(2);
    expect((await both(`/v1/classes/${THEIRS}/seats`)).body.items).toEqual([]);
  });

  it('loses a class to the account that is named instead, whatever order the news come in', async () => {
    const named = (trainer: string | null, revision: number) => ({
      id: randomUUID(),
      type: ClassTrainerNamed.type,
      key: OURS,
      revision,
      time: new Date().toISOString(),
      correlationId: OURS,
      causationId: undefined,
      traceparent: undefined,
      data: make(ClassTrainerNamed, { classId: OURS, trainer }),
    });
    const hear = (...events: ReturnType<typeof named>[]) =>
      service.app.get(Transaction).run(tx => service.app.get(NameTrainerOnClassTrainerNamed).handle(events, tx));
    const reach = async (who: string) => (await get(`/v1/classes/${OURS}/seats`, who)).status;
    await hear(named('lan', 2), named('hoa', 4));
    await hear(named('lan', 3));
    expect([await reach('lan'), await reach('hoa')]).toEqual([404, 200]);
    expect((await get(`/v1/people/${AN}/training`)).status).toBe(404);
    await hear(named(null, 5));
    expect(await reach('hoa')).toBe(404);
  });
});
