import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ClassOpened, ClassTrainerNamed, make, ProposalDecided, TOPICS, UnitEstablished } from '#contracts';
import { Transaction } from '#messaging';
import { eventually, type ServiceUnderTest } from '#testing';
import { readFrozen } from '../database/read-frozen.js';
import { contentHash, storePlan } from '../database/store-plan.js';
import { FAR, listen, programmeFile, receive, startScheduling, unitId } from '../scheduling.suite.js';
import type { PlanContent } from '../rules/plan-content.js';

const [taught, untaught, planned] = [randomUUID(), randomUUID(), randomUUID()];
const hostUnitId = unitId('trainers-host');

describe('the trainer of a class', () => {
  let service: ServiceUnderTest;
  let programmeId: string;
  beforeAll(async () => {
    service = await startScheduling();
    const { body } = await service.call<{ id: string }>('POST', '/v1/programmes', {
      as: ['scheduler'],
      body: programmeFile(),
    });
    programmeId = body.id;
    const host = { code: 'H', name: 'Huyện', kind: 'huyện', level: 'district' as const, parentUnitId: null };
    const where = { provinceUnitId: unitId('trainers'), validFrom: '2025-01-01', ...FAR };
    await receive(service, make(UnitEstablished, { unitId: hostUnitId, ...host, ...where }), { key: hostUnitId });
  });
  afterAll(() => service.stop());

  const planOf = (...classes: [id: string, trainerId?: string][]): PlanContent => ({
    kind: 'year',
    programmeId,
    classes: classes.map(([classId, trainerId]) => ({
      classId,
      classType: 'commune',
      hostUnitId,
      startsOn: '2025-04-01',
      endsOn: '2025-04-02',
      minimum: 1,
      maximum: 2,
      people: 1,
      seats: [{ unitId: hostUnitId, seats: 1, deskSeats: 0 }],
      ...(trainerId === undefined ? {} : { trainerId }),
    })),
    totals: [],
    unserved: [],
  });
  const store = async (content: PlanContent) => {
    const id = randomUUID();
    const plan = { id, content, certificate: {}, inputHash: 'x', submittedBy: 'planner' };
    await service.app.get(Transaction).run(tx => storePlan(tx, plan));
    return id;
  };
  const name = (classId: string, trainer: string | null) =>
    service.call('PUT', `/v1/classes/${classId}/trainer`, { as: ['scheduler'], body: { trainer } });

  it('comes from the planning settings when the class opens, and is busy on its days', async () => {
    const settings = { supplementary: 'by-hand', avoidReportWeeks: false, hosts: [] };
    const trainers = [{ id: 't1', account: 'account-of-lan', closed: [] }];
    const set = await service.call('PUT', '/v1/planning-settings', {
      as: ['scheduler'],
      body: { ...settings, trainers },
      headers: { 'if-match': '"0"' },
    });
    expect(set.status).toBe(200);
    const opened = await listen<ClassOpened>(service, TOPICS.class);
    const content = planOf([taught, 't1'], [untaught]);
    const subjectId = await store(content);
    await store(planOf([planned, 't1']));
    const proposalId = randomUUID();
    const facts = { proposalId, subjectType: 'plan' as const, subjectId, contentHash: contentHash(content), steps: [] };
    await receive(service, make(ProposalDecided, { ...facts, outcome: 'approved' }), { key: proposalId });
    await eventually(() => opened.events.length === 2, 'both classes are opened');
    await opened.stop();
    const trainerOf = new Map(opened.events.map(({ data }) => [data.classId, data.trainer]));
    expect(trainerOf).toEqual(
      new Map([
        [taught, 'account-of-lan'],
        [untaught, undefined],
      ]),
    );
    const frozen = await service.app.get(Transaction).run(tx => readFrozen(tx, '2025-04-01', '2025-04-30'));
    expect(frozen.map(({ trainerId }) => trainerId)).toEqual(expect.arrayContaining(['t1', undefined, 't1']));
    const shown = await service.call<{ items: { id: string; trainer: string | null }[] }>('GET', '/v1/classes', {
      as: ['auditor'],
    });
    expect(shown.body.items.find(({ id }) => id === taught)?.trainer).toBe('account-of-lan');
  });

  it('is replaced by hand, told once in order, and taken away', async () => {
    const told = await listen<ClassTrainerNamed>(service, TOPICS.class);
    expect((await name(taught, 'account-of-kim')).body).toEqual({ classId: taught, trainer: 'account-of-kim' });
    expect((await name(taught, 'account-of-kim')).status).toBe(200);
    expect((await name(taught, null)).status).toBe(200);
    const ofClass = () => told.events.filter(({ type, key }) => type === ClassTrainerNamed.type && key === taught);
    await eventually(() => ofClass().length === 2, 'both namings arrive');
    await told.stop();
    expect(ofClass().map(({ revision, data }) => [revision, data.trainer])).toEqual([
      [2, 'account-of-kim'],
      [3, null],
    ]);
  });

  it('is refused for a class that is not open or not there, and by who may not say so', async () => {
    expect(await name(planned, 'x')).toMatchObject({ status: 422, body: { code: 'SCHEDULING.CLASS_NOT_OPEN' } });
    expect(await name(randomUUID(), 'x')).toMatchObject({ status: 404, body: { code: 'SCHEDULING.CLASS_UNKNOWN' } });
    expect((await name(taught, '')).status).toBe(400);
    const own = await service.call('PUT', `/v1/classes/${taught}/trainer`, {
      as: ['trainer'],
      body: { trainer: 'tester' },
    });
    expect(own.status).toBe(403);
  });
});
