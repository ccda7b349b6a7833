import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  ClassFilled,
  ClassOpened,
  DemandChanged,
  make,
  PlanSubmitted,
  ProposalDecided,
  TOPICS,
  UnitDissolved,
  UnitEstablished,
  UnitsMerged,
  type DemandGroup,
} from '#contracts';
import { eventually, type ServiceUnderTest } from '#testing';
import { SchedulingConfig } from '../scheduling.config.js';
import { FAR, group, listen, programmeFile, receive, startScheduling, unitId } from '../scheduling.suite.js';
import { DraftSupplementaryPlanHandler } from './draft-supplementary-plan.js';

interface PlanView {
  id: string;
  status: string;
  kind: string;
  version: number;
  contentHash: string;
  submittedBy: string;
  summary: { people: number; classes: number; unserved: number };
  unserved: { unitId: string; reason: string; people: number }[];
}

describe('supplementary classes', () => {
  let service: ServiceUnderTest;
  let programmeId: string;
  let revision = 0;
  const district = unitId('spec-district');
  const communes = ['a', 'b', 'c', 'd', 'e'].map(name => unitId(`spec-${name}`));
  const successor = unitId('spec-successor');

  beforeAll(async () => {
    service = await startScheduling();
    const adopted = await service.call<{ id: string }>('POST', '/v1/programmes', {
      as: ['scheduler'],
      body: programmeFile(),
    });
    programmeId = adopted.body.id;
    const provinceUnitId = unitId('spec-province');
    const establish = (id: string, level: 'district' | 'commune', step: number) =>
      receive(
        service,
        make(UnitEstablished, {
          unitId: id,
          code: id.slice(0, 5),
          name: `Đơn vị ${step}`,
          kind: level,
          level,
          parentUnitId: null,
          provinceUnitId,
          validFrom: '2025-01-01',
          longitude: FAR.longitude + step / 50,
          latitude: FAR.latitude,
        }),
        { key: id },
      );
    await establish(district, 'district', 0);
    for (const [step, id] of [...communes, successor].entries()) await establish(id, 'commune', step + 1);
  });
  afterAll(() => service.stop());

  const demand = (id: string, groups: DemandGroup[], at = (revision += 1)) =>
    receive(service, make(DemandChanged, { unitId: id, deskStaff: 3, groups }), { key: id, revision: at });
  const everywhere = async (waiting: number, changes: Partial<DemandGroup> = {}) => {
    for (const id of communes) await demand(id, waiting > 0 ? [group(programmeId, waiting, changes)] : []);
  };
  const draft = () => service.app.get(DraftSupplementaryPlanHandler).execute();
  const plans = async () =>
    (await service.call<{ items: PlanView[] }>('GET', '/v1/plans?kind=supplementary', { as: ['reviewer'] })).body.items;
  const plan = async (id: string) =>
    (await service.call<PlanView>('GET', `/v1/plans/${id}`, { as: ['reviewer'] })).body;
  const decide = (
    { id, contentHash }: PlanView,
    outcome: 'approved' | 'returned' | 'rejected',
    options: { hash?: string; eventId?: string } = {},
  ) => {
    const proposalId = randomUUID();
    const event = make(ProposalDecided, {
      proposalId,
      subjectType: 'plan',
      subjectId: id,
      contentHash: options.hash ?? contentHash,
      outcome,
      steps: [],
    });
    return receive(service, event, { key: proposalId, ...(options.eventId ? { id: options.eventId } : {}) });
  };
  const fill = async (granted: number) => {
    const open = await service.database.query<{ id: string }>(`SELECT id FROM training_class WHERE status = 'open'`);
    revision += 1;
    for (const { id } of open)
      await receive(service, make(ClassFilled, { classId: id, granted, maximum: 50 }), { key: id, revision });
  };

  it('are not drafted for people who owe no retraining', async () => {
    await everywhere(9, { retraining: false });
    expect(await draft()).toBe(false);
    expect(await plans()).toEqual([]);
  });

  it('are remembered as impossible for too few people, without a plan', async () => {
    await everywhere(2);
    expect(await draft()).toBe(false);
    expect(await plans()).toEqual([]);
    const [state] = await service.database.query<{ last_outcome: { unserved: { reason: string }[] } }>(
      'SELECT last_outcome FROM draft_state',
    );
    expect(new Set(state?.last_outcome.unserved.map(({ reason }) => reason))).toEqual(new Set(['below-minimum']));
  });

  it('are drafted and submitted once for demand that came to rest', async () => {
    const submitted = await listen<PlanSubmitted>(service, TOPICS.plan);
    await everywhere(8);
    const config = service.app.get(SchedulingConfig);
    config.DRAFT_QUIET_MS = 60_000;
    expect(await draft()).toBe(false);
    config.DRAFT_QUIET_MS = 0;
    expect(await draft()).toBe(true);
    expect(await draft()).toBe(false);
    const [drafted, ...others] = await plans();
    expect(others).toEqual([]);
    expect(drafted).toMatchObject({ status: 'submitted', submittedBy: 'system', version: 1 });
    expect(drafted?.summary).toMatchObject({ classes: 1, people: 40, unserved: 0 });
    const event = await eventually(
      () => submitted.events.find(({ data }) => data.planId === drafted?.id),
      'PlanSubmitted arrives',
    );
    await submitted.stop();
    expect(event.data).toMatchObject({ contentHash: drafted?.contentHash, programmeId, submittedBy: 'system' });
    expect(event.data.classes).toHaveLength(1);
    expect(event.data.classes[0]!.startsOn >= '2025-03-13').toBe(true);
  });

  it('wait while a plan is undecided, even when the demand moves on', async () => {
    await everywhere(9);
    expect(await draft()).toBe(false);
    expect(await plans()).toHaveLength(1);
  });

  it('are not opened by a decision on other content', async () => {
    const [submitted] = await plans();
    await decide(submitted!, 'approved', { hash: 'f'.repeat(64) });
    expect((await plan(submitted!.id)).status).toBe('submitted');
    const letters = await service.database.query<{ reason: string; detail: string }>(
      `SELECT reason, detail FROM dead_letter WHERE partition = 900`,
    );
    expect(letters).toHaveLength(1);
    expect(JSON.stringify(letters)).toContain('PLAN_HASH_MISMATCH');
  });

  it('open once, although the decision comes twice', async () => {
    const opened = await listen<ClassOpened>(service, TOPICS.class);
    const [submitted] = await plans();
    const eventId = randomUUID();
    await decide(submitted!, 'approved', { eventId });
    await decide(submitted!, 'approved', { eventId });
    await decide(submitted!, 'approved');
    expect((await plan(submitted!.id)).status).toBe('approved');
    const ofPlan = () => opened.events.filter(({ data }) => data.planId === submitted!.id);
    await eventually(() => ofPlan().length > 0, 'ClassOpened arrives');
    const marker = await service.call('GET', '/v1/classes?status=open', { as: ['trainer'] });
    expect(marker.body['items']).toHaveLength(1);
    expect(await eventually(async () => (await outboxIsEmpty()) && ofPlan(), 'the outbox is empty')).toHaveLength(1);
    await opened.stop();
    const { data } = ofPlan()[0]!;
    expect(data).toMatchObject({ hostUnitId: district, purpose: 'supplementary', minimum: 30, maximum: 50 });
    expect(data.seatPlan.reduce((sum, { seats }) => sum + seats, 0)).toBe(40);
    expect(data.reachUnitIds).toEqual([...communes, successor].sort());
  });
  const outboxIsEmpty = async () => (await service.database.query('SELECT 1 FROM outbox')).length === 0;

  it('wait until every open class was offered to all who wait', async () => {
    expect(await draft()).toBe(false);
    await everywhere(1);
    await fill(40);
    expect(await draft()).toBe(false);
    expect(await plans()).toHaveLength(1);
    await everywhere(7, { deadline: '2025-06-30' });
    expect(await draft()).toBe(true);
    expect(await plans()).toHaveLength(2);
  });

  it('are not drafted again on the same demand after a plan was returned', async () => {
    const [newest] = await plans();
    await decide(newest!, 'returned');
    expect(await draft()).toBe(false);
    const { body } = await service.call<{ items: { planId: string; status: string }[] }>('GET', '/v1/classes', {
      as: ['trainer'],
    });
    expect(body.items.filter(({ planId }) => planId === newest!.id).map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('ignore an older demand list', async () => {
    await demand(communes[0]!, [group(programmeId, 99)], 1);
    const { body } = await service.call<{ items: { unitId: string; groups: DemandGroup[] }[] }>('GET', '/v1/demand', {
      as: ['scheduler'],
    });
    expect(body.items.find(({ unitId: id }) => id === communes[0])?.groups[0]?.waiting).toBe(7);
  });

  it('leave out people of a unit that was merged away, with the reason', async () => {
    const [merged, dissolved] = [communes[4]!, unitId('spec-d')];
    await receive(
      service,
      make(UnitsMerged, { successorUnitId: successor, predecessorUnitIds: [merged], effectiveDate: '2025-03-01' }),
      { key: successor, revision: 2 },
    );
    await receive(service, make(UnitDissolved, { unitId: dissolved, effectiveDate: '2025-03-01' }), {
      key: dissolved,
      revision: 2,
    });
    await demand(successor, [group(programmeId, 15, { deadline: '2025-06-30' })]);
    expect(await draft()).toBe(true);
    const [newest] = await plans();
    const { unserved } = await plan(newest!.id);
    const reasons = Object.fromEntries(unserved.map(({ unitId: id, reason }) => [id, reason]));
    expect(reasons).toEqual({ [merged]: 'unit-ended', [dissolved]: 'unit-ended' });
  });
});
