import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DemandChanged, make, UnitEstablished } from '#contracts';
import type { ClassPlan } from '#planner';
import type { ServiceUnderTest } from '#testing';
import { FAR, group, programmeFile, receive, startScheduling, unitId } from './scheduling.suite.js';
import { CarryOutPlanningRunsHandler } from './use-cases/carry-out-planning-runs.js';
import { DraftSupplementaryPlanHandler } from './use-cases/draft-supplementary-plan.js';

interface Run {
  id: string;
  code?: string;
  status: string;
  people: number;
  figures: { people: number; classes: number; travel: number; moved: number | null } | null;
  result: { plan: ClassPlan; prices?: { code: string; statement: { text: { vi: string; en: string } } }[] } | null;
  explanation: { code: string; text: { vi: string; en: string } }[];
  warnings: { code: string }[];
  violations: { rule: string }[];
  price: { travelKm: number };
}

describe('planning runs', () => {
  let service: ServiceUnderTest;
  let programmeId: string;
  const file = programmeFile();
  const district = unitId('run-district');
  const second = unitId('run-district-2');
  const communes = ['a', 'b', 'c', 'd'].map(name => unitId(`run-${name}`));
  const question = (changes = {}) => ({
    programmeCode: file['code'],
    classType: 'commune',
    from: '2025-03-10',
    to: '2025-06-20',
    changes: { timeLimitSeconds: 4, ...changes },
  });

  beforeAll(async () => {
    service = await startScheduling();
    programmeId = (await post<{ id: string }>('/v1/programmes', file)).body.id;
    const provinceUnitId = unitId('run-province');
    for (const [step, id] of [district, second, ...communes].entries())
      await receive(
        service,
        make(UnitEstablished, {
          unitId: id,
          code: `R${step}`,
          name: `Đơn vị ${step}`,
          kind: 'unit',
          level: step < 2 ? 'district' : 'commune',
          parentUnitId: step < 2 ? null : district,
          provinceUnitId,
          validFrom: '2025-01-01',
          longitude: FAR.longitude + 30 + step / 20,
          latitude: FAR.latitude,
        }),
        { key: id },
      );
    await wait(20);
  });
  afterAll(() => service.stop());

  const post = <Body = Run>(path: string, body: unknown, as = ['scheduler']) =>
    service.call<Body>('POST', path, { as, body, headers: { 'idempotency-key': randomUUID() } });
  const run = async (id: string) =>
    (await service.call<Run>('GET', `/v1/planning-runs/${id}`, { as: ['reviewer'] })).body;
  let revision = 0;
  const wait = async (waiting: number) => {
    revision += 1;
    for (const id of communes) {
      const groups = [group(programmeId, waiting, { deskOfficers: 1, earliest: '2025-03-03', deadline: '2025-06-30' })];
      await receive(service, make(DemandChanged, { unitId: id, deskStaff: 3, groups }), { key: id, revision });
    }
  };
  /** Asks, lets the planner work, and reads the answer. */
  const answered = async (command: object): Promise<Run> => {
    const asked = await post('/v1/planning-runs', command);
    expect(asked.status).toBe(202);
    expect(asked.headers.get('location')).toBe(`/v1/planning-runs/${asked.body.id}`);
    await service.app.get(CarryOutPlanningRunsHandler).execute();
    return run(asked.body.id);
  };
  let base: Run;

  it('are the scheduler’s, and need a whole question', async () => {
    expect((await post('/v1/planning-runs', question(), ['reviewer'])).status).toBe(403);
    expect((await post('/v1/planning-runs', { classType: 'commune' })).body.code).toBe('SCHEDULING.RUN_INCOMPLETE');
    expect((await post('/v1/planning-runs', { kind: 'prices' })).body.code).toBe('SCHEDULING.RUN_INCOMPLETE');
    expect((await post('/v1/planning-runs', question({ quota: -1 }))).status).toBe(400);
    expect((await post('/v1/planning-runs', { ...question(), basedOn: randomUUID() })).body.code).toBe(
      'SCHEDULING.RUN_UNKNOWN',
    );
  });

  it('answer with a plan, its figures and its certificate', async () => {
    base = await answered({ ...question(), name: 'như hiện nay' });
    expect(base).toMatchObject({ status: 'done', people: 80, figures: { people: 80, classes: 2 }, explanation: [] });
    expect(base.result!.plan.certificate.optimal).toBe(true);
  });

  it('warn by arithmetic before they run, and explain who is left out', async () => {
    await wait(14);
    const asked = await post('/v1/planning-runs', question());
    expect(asked.body.warnings.map(w => w.code)).toEqual(['hole', 'raise-maximum', 'lower-minimum', 'leave']);
    await service.app.get(CarryOutPlanningRunsHandler).execute();
    const { explanation } = await run(asked.body.id);
    expect(explanation.map(s => s.code)).toContain('below-minimum');
    expect(explanation[0]?.text.vi).toContain('Đơn vị');
    await wait(20);
  });

  it('compare scenarios of one question side by side', async () => {
    const scenario = await answered({
      basedOn: base.id,
      name: 'không có nơi thứ hai',
      changes: { withoutHosts: [second] },
    });
    expect(scenario.result!.plan.classes.every(c => c.hostUnitId === district)).toBe(true);
    const { body } = await service.call<{ items: (Run & { name: string })[] }>('GET', '/v1/planning-runs?limit=2', {
      as: ['chairman'],
    });
    expect(body.items.map(item => item.name)).toContain('không có nơi thứ hai');
    expect(body.items.every(item => item.figures !== null)).toBe(true);
  });

  it('price every rule in both languages', async () => {
    const { result } = await answered({ kind: 'prices', basedOn: base.id });
    expect(result!.prices!.map(p => p.code)).toEqual(expect.arrayContaining(['no-desk-rule', 'one-more', 'one-less']));
    expect(result!.prices!.every(p => p.statement.text.vi && p.statement.text.en)).toBe(true);
  });

  it('stay near to what people were told when demand has moved', async () => {
    await wait(21);
    const replan = await answered({ kind: 'replan', basedOn: base.id });
    expect(replan).toMatchObject({ status: 'done', figures: { people: 84, classes: 2, moved: 0 } });
    await wait(20);
  });

  it('can be cancelled until they end', async () => {
    const { body } = await post('/v1/planning-runs', question());
    const cancel = (id: string, as = ['scheduler']) => service.call<Run>('DELETE', `/v1/planning-runs/${id}`, { as });
    expect((await cancel(body.id, ['reviewer'])).status).toBe(403);
    expect((await cancel(body.id)).body.status).toBe('cancelled');
    await service.app.get(CarryOutPlanningRunsHandler).execute();
    expect((await run(body.id)).status).toBe('cancelled');
    const late = await cancel(base.id);
    expect([late.status, late.body.code]).toEqual([409, 'SCHEDULING.RUN_ENDED']);
  });

  describe('edited by hand', () => {
    const edits = (kind: 'allowed' | 'forbidden') => {
      const [first, other] = base.result!.plan.classes;
      const seat = first!.seats[0]!;
      const people = kind === 'allowed' ? 1 : seat.people;
      return [
        {
          kind: 'move-people',
          groupId: seat.groupId,
          people,
          deskOfficers: kind === 'allowed' ? 0 : seat.deskOfficers,
          from: { hostUnitId: first!.hostUnitId, startsOn: first!.startsOn },
          ...(kind === 'allowed' ? { to: { hostUnitId: other!.hostUnitId, startsOn: other!.startsOn } } : {}),
        },
      ];
    };

    it('say at once which rule breaks and what it costs', async () => {
      const path = `/v1/planning-runs/${base.id}/edits`;
      const fine = await post(path, { edits: edits('allowed') });
      expect(fine.body).toMatchObject({ id: null, violations: [] });
      const onSunday = [
        {
          kind: 'move-class',
          from: base.result!.plan.classes[0],
          to: { hostUnitId: district, startsOn: '2025-04-06', endsOn: '2025-04-07' },
        },
      ];
      const wrong = await post(path, {
        edits: onSunday.map(e => ({ ...e, from: { hostUnitId: e.from!.hostUnitId, startsOn: e.from!.startsOn } })),
      });
      expect(wrong.body.violations.map(v => v.rule)).toContain('calendar');
      const nowhere = [{ kind: 'remove-class', from: { hostUnitId: randomUUID(), startsOn: '2025-04-07' } }];
      expect((await post(path, { edits: nowhere })).body.code).toBe('SCHEDULING.EDIT_IMPOSSIBLE');
      expect((await post(path, { edits: edits('allowed') }, ['reviewer'])).status).toBe(403);
    });

    it('are kept only when they break no rule, and then become a draft', async () => {
      const path = `/v1/planning-runs/${base.id}/edits`;
      const [first] = base.result!.plan.classes;
      const broken = [
        {
          kind: 'move-class',
          from: { hostUnitId: first!.hostUnitId, startsOn: first!.startsOn },
          to: { hostUnitId: district, startsOn: '2025-04-06', endsOn: '2025-04-07' },
        },
      ];
      const refused = await post(path, { edits: broken, save: true });
      expect([refused.status, refused.body.code]).toEqual([422, 'SCHEDULING.EDIT_BREAKS_RULES']);
      const saved = await post(path, { edits: edits('allowed'), save: true });
      const draft = await post<{ id: string; status: string; summary: object }>(
        `/v1/planning-runs/${saved.body.id}/plan`,
        { kind: 'year' },
      );
      expect([draft.status, draft.headers.get('etag')]).toEqual([201, '"1"']);
      expect(draft.body).toMatchObject({ status: 'draft', summary: { people: 80, classes: 2 } });
      const submitted = await service.call('POST', `/v1/plans/${draft.body.id}/submission`, {
        as: ['scheduler'],
        headers: { 'if-match': '"1"', 'idempotency-key': randomUUID() },
      });
      expect(submitted.status).toBe(200);
    });

    it('find the dates and hosts of submitted classes taken', async () => {
      const after = await answered(question());
      const held = await service.database.query<{ starts_on: string }>('SELECT starts_on FROM training_class');
      expect(
        after.result!.plan.classes.filter(c => held.some(h => h.starts_on === c.startsOn && c.hostUnitId === district)),
      ).toEqual([]);
    });
  });

  describe('settings and distances', () => {
    const settings = {
      supplementary: 'by-hand',
      avoidReportWeeks: true,
      hosts: [{ unitId: second, room: 25, closed: [] }],
      trainers: null,
    };
    const put = (body: object, version: number, as = ['scheduler']) =>
      service.call<Run>('PUT', '/v1/planning-settings', { as, body, headers: { 'if-match': `"${version}"` } });

    it('are changed by a scheduler who has read the present ones', async () => {
      expect((await put(settings, 0, ['reviewer'])).status).toBe(403);
      expect((await put(settings, 7)).status).toBe(412);
      expect((await put(settings, 0)).status).toBe(200);
      expect((await service.call('GET', '/v1/planning-settings', { as: ['auditor'] })).headers.get('etag')).toBe('"1"');
      const { result } = await answered(question());
      expect(result!.plan.classes.map(c => c.hostUnitId)).not.toContain(second);
    });

    it('let supplementary classes wait for a person when that is the policy', async () => {
      await service.app.get(DraftSupplementaryPlanHandler).execute();
      const drafts = await service.database.query(`SELECT status FROM plan WHERE kind = 'supplementary'`);
      expect(drafts).toEqual([{ status: 'draft' }]);
    });

    it('refuse a file of distances with the row of each mistake', async () => {
      const upload = (content: string, as = ['scheduler']) =>
        service.call<{ roads?: number; code?: string; errors?: { row: number; field: string }[] }>(
          'POST',
          '/v1/road-distances',
          { as, raw: { type: 'text/csv', content } },
        );
      expect((await upload('from,to,km\nR2,R0,5', ['reviewer'])).status).toBe(403);
      const wrong = await upload('from,to,km\nR2,R9,12\nR3,R0,far\n');
      expect([wrong.status, wrong.body.errors?.map(e => [e.row, e.field])]).toEqual([
        422,
        [
          [2, 'to'],
          [3, 'km'],
        ],
      ]);
      expect((await upload('from,to,minutes\nR2,R0,60\nR3,R0,90\n')).body).toEqual({ roads: 2 });
      expect(await service.database.query('SELECT km FROM road_distance ORDER BY km')).toEqual([
        { km: 30 },
        { km: 45 },
      ]);
    });
  });
});
