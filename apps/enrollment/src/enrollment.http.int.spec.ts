import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { make, ProgrammeAdopted } from '#contracts';
import { uuidFrom } from '#kernel';
import { Transaction, type Reaction, type Received } from '#messaging';
import { cursorAfter, eventually, ServiceUnderTest } from '#testing';
import { assignment, chairman, classOpened, person, received, unit } from './enrollment.suite.js';
import { AdoptRulesOnProgrammeAdopted } from './reactions/adopt-rules-on-programme-adopted.js';
import { FollowPersonOnAssignment } from './reactions/follow-person-on-assignment.js';
import { OpenClassOnClassOpened } from './reactions/open-class-on-class-opened.js';
import { TWO_TIER } from './rules/programme.suite.js';
import { enrollment } from './service.js';

interface Problem {
  code: string;
  title: string;
}

describe('the HTTP side of enrollment', () => {
  // Names of its own: the specs of a run share one broker, and this service really listens to it.
  const code = `spec-${randomUUID()}`;
  const programmeId = uuidFrom('programme', code);
  const who = `person ${code}`;
  const opened = classOpened(code, { programmeId, reachUnitIds: [unit(code)], maximum: 1, trainer: 'tester' });
  let service: ServiceUnderTest;
  let folder: string;
  const onDay = (day: string) => writeFile(join(folder, 'today'), day);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nangluc-enrollment-'));
    await onDay('2026-04-10');
    service = await ServiceUnderTest.start(enrollment, { NANGLUC_BUSINESS_DATE: `file:${join(folder, 'today')}` });
    const react = <E extends object>(reaction: Reaction<E>, event: Received<E>) =>
      service.app.get(Transaction).run(tx => reaction.handle([event], tx));
    const { inForce } = TWO_TIER;
    const adopted = make(ProgrammeAdopted, { programmeId, code, programmeVersion: 1, ...inForce, rules: TWO_TIER });
    await react(service.app.get(AdoptRulesOnProgrammeAdopted), received(adopted, programmeId));
    const elected = assignment({ who, revision: 1, after: chairman(code) });
    await react(service.app.get(FollowPersonOnAssignment), elected);
    await react(service.app.get(OpenClassOnClassOpened), received(opened, opened.classId));
  });
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const post = (path: string, body: unknown, as?: string[], key: string = randomUUID()) =>
    service.call<Problem & Record<string, unknown>>('POST', path, {
      body,
      headers: { 'idempotency-key': key },
      ...(as ? { as } : {}),
    });
  const period = (openedOn = '2026-01-15') => ({ programmeCode: code, year: 2026, openedOn });
  const attendance = (mark: string) => ({ classId: opened.classId, marks: [{ personId: person(who), mark }] });

  it('shows how the allocator seated a person by itself', async () => {
    const seats = await eventually(async () => {
      const { body } = await service.call<{ items: unknown[] }>('GET', `/v1/classes/${opened.classId}/seats`, {
        as: ['trainer'],
      });
      return body.items.length > 0 && body;
    }, 'the allocator grants the seat');
    expect(seats).toMatchObject({ granted: 1, maximum: 1, items: [{ personId: person(who), status: 'granted' }] });
    const { body } = await service.call('GET', `/v1/people/${person(who)}/training`, { as: ['hr-officer'] });
    expect(body).toMatchObject({
      assignment: { unitId: unit(code), post: 'committee-chairman' },
      duties: [{ kind: 'retraining', status: 'open' }],
      seats: [{ classId: opened.classId }],
      certificates: [],
    });
  });

  it('lists classes, duties by page, and demand', async () => {
    const classes = await service.call<{ items: { id: string }[] }>('GET', '/v1/classes?status=open', {
      as: ['auditor'],
    });
    expect(classes.body.items.map(({ id }) => id)).toContain(opened.classId);
    const path = `/v1/duties?unitId=${unit(code)}&limit=1`;
    const duties = await service.call<{ items: { id: string }[]; next: null }>('GET', path, { as: ['hr-officer'] });
    expect([duties.body.items.length, duties.body.next]).toEqual([1, null]);
    const cursor = cursorAfter(path, [duties.body.items[0]?.id ?? '']);
    const after = await service.call<{ items: unknown[] }>('GET', `${path}&after=${cursor}`, { as: ['scheduler'] });
    expect(after.body.items).toEqual([]);
    const other = await service.call('GET', `${path}&status=open&after=${cursor}`, { as: ['scheduler'] });
    expect([other.status, other.body]).toMatchObject([400, { code: 'HTTP.CURSOR_INVALID' }]);
    const demand = await service.call('GET', '/v1/demand', { as: ['scheduler'] });
    expect(demand.body).toMatchObject({ waiting: expect.any(Number), units: expect.any(Array) });
  });

  it('refuses who did not sign in, or has another role', async () => {
    const refused = await Promise.all([
      post('/v1/periods', period()),
      post('/v1/attendances', attendance('attended')),
      service.call('GET', '/v1/duties'),
      post('/v1/periods', period(), ['trainer']),
      post('/v1/attendances', attendance('attended'), ['hr-officer']),
      service.call('GET', '/v1/duties', { as: ['trainer'] }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 403, 403, 403]);
  });

  it('opens a year once, and answers a repeated request as the first time', async () => {
    const key = randomUUID();
    const first = await post('/v1/periods', period(), ['scheduler'], key);
    expect([first.status, first.body['opened']]).toEqual([201, 1]);
    expect((await post('/v1/periods', period(), ['scheduler'], key)).body).toEqual(first.body);
    expect((await post('/v1/periods', period(), ['scheduler'])).body['opened']).toBe(0);
    const reused = await post('/v1/periods', period('2026-01-16'), ['scheduler'], key);
    const another = await post('/v1/periods', period('2026-01-16'), ['scheduler']);
    expect([reused, another].map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'HTTP.IDEMPOTENCY_KEY_REUSED'],
      [409, 'ENROLLMENT.PERIOD_ALREADY_OPEN'],
    ]);
    const wrong = await post('/v1/periods', { ...period(), year: 'soon' }, ['scheduler']);
    expect(wrong.status).toBe(400);
  });

  it('does not keep a repeated request waiting while the first is under way', async () => {
    const key = randomUUID();
    const underWay = service.app.get(DataSource).transaction(async manager => {
      const name = JSON.stringify(['tester', key]);
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 654))', [name]);
      return post('/v1/periods', period(), ['scheduler'], key);
    });
    const { status, body } = await underWay;
    expect([status, body.code]).toEqual([409, 'HTTP.IDEMPOTENCY_IN_FLIGHT']);
    expect((await post('/v1/periods', period(), ['scheduler'], key)).status).toBe(201);
  });

  it('takes attendance once, not before the class begins, and refuses to turn it round', async () => {
    const early = await post('/v1/attendances', attendance('attended'), ['trainer']);
    expect([early.status, early.body.code]).toEqual([422, 'ENROLLMENT.CLASS_NOT_STARTED']);
    await onDay('2026-05-01');
    const first = await post('/v1/attendances', attendance('attended'), ['trainer']);
    expect([first.status, first.body['attended']]).toEqual([200, 1]);
    const turned = await post('/v1/attendances', attendance('absent'), ['trainer']);
    expect([turned.status, turned.body.code]).toEqual([409, 'ENROLLMENT.ALREADY_MARKED']);
    const stranger = { classId: opened.classId, marks: [{ personId: person('stranger'), mark: 'absent' }] };
    expect((await post('/v1/attendances', stranger, ['trainer'])).body.code).toBe('ENROLLMENT.NO_SEAT');
    const unknown = { ...attendance('absent'), classId: randomUUID() };
    expect((await post('/v1/attendances', unknown, ['trainer'])).status).toBe(404);
  });
});
