import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiError, eventually } from '#testing';
import { submitDraft } from '../../scripts/start/scenario/adopt-programme.js';
import { releaseBatch } from '../../scripts/start/scenario/release-batch.js';
import { setDate } from '../../scripts/start/scenario/world.js';
import { OutsideWorkflow } from '../outside-workflow/outside-workflow.js';
import { MERGER, worldBeforeMerger, type FlowWorld } from './flow-world.js';

const LONG = 240_000;
const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');

interface Proposal {
  id: string;
  subjectId: string;
  status: string;
  waitsFor: string | null;
  contentHash: string;
  previous: { id: string; status: string; difference: object } | null;
  steps: { decidedBy: string; onBehalfOf: string | null; decision: string; outsideReference: string | null }[];
  documents: { attachedBy: string; bytes: number }[];
}

let world: FlowWorld;
let outside: OutsideWorkflow;
let outsideDecides = false;

const api = () => world.system.api;
const proposals = async (kind = 'plan'): Promise<Proposal[]> => {
  const query = { limit: 500, kind };
  return (await api().get<{ items: Proposal[] }>('approvals', '/v1/proposals', { as: 'auditor', query })).body.items;
};
const read = (id: string) => api().get<Proposal>('approvals', `/v1/proposals/${id}`, { as: 'auditor' });
const proposalOf = async (sourceId: string, kind = 'plan'): Promise<string> =>
  eventually(
    async () => (await proposals(kind)).find(p => p.subjectId === sourceId && p.status === 'open')?.id,
    `an open proposal about the ${kind} ${sourceId}`,
    { timeoutMs: 20_000, everyMs: 50 },
  );
const decide = async (id: string, as: string, json: object) => {
  const { body, version } = await read(id);
  const decision = { contentHash: body.contentHash, ...json };
  return api().post<Proposal>('approvals', `/v1/proposals/${id}/decisions`, {
    as,
    version: version ?? 0,
    json: decision,
  });
};
const classesOf = async (planId: string, status: string): Promise<number> =>
  (
    await world.system.backlog.query<{ n: number }>(
      'scheduling',
      'SELECT count(*)::int AS n FROM training_class WHERE plan_id = $1 AND status = $2',
      [planId, status],
    )
  )[0]?.n ?? -1;
interface OpenDuty {
  id: string;
  unitId: string;
}
interface Draft {
  id: string;
  version: number;
  classes: number;
}
const draft = async (from: string, to: string): Promise<Draft> => {
  const json = { kind: 'year', programmeCode: 'two-tier', year: 2026, from, to, timeLimitSeconds: 1 };
  const { body, version } = await api().post<{ id: string; summary: { classes: number } }>('scheduling', '/v1/plans', {
    as: 'scheduler',
    json,
  });
  return { id: body.id, version: version ?? 0, classes: body.summary.classes };
};
const submitPlan = ({ id, version }: Draft, json: object = {}) =>
  api().post('scheduling', `/v1/plans/${id}/submission`, { as: 'scheduler', version, json });

beforeAll(async () => {
  world = await worldBeforeMerger();
  outside = await OutsideWorkflow.start({
    approvals: world.system.services.approvals.url,
    token: () => world.system.issuer.token({ subject: 'outside-workflow', roles: ['reviewer'] }),
    // Of plans alone: what was told of programmes may come late, when their proposals are decided.
    decide: ({ data: { kind, role } }) =>
      outsideDecides && kind === 'plan' && role === 'reviewer'
        ? { decision: 'approve', reference: '12/QĐ-SNV', pdf: PDF }
        : undefined,
  });
  const { body } = await api().post<{ secret: string }>('approvals', '/v1/webhooks', {
    as: 'operator',
    json: { url: outside.url },
  });
  outside.secret = body.secret;
}, LONG);
afterAll(async () => {
  await outside?.stop();
  await world?.stop();
}, LONG);

describe('approvals of Sơn La', () => {
  it(
    'put a programme in force by two people, and let nobody decide on a draft that was changed since',
    async () => {
      const [adopted, ...others] = await proposals('programme-version');
      expect([adopted?.status, others]).toEqual(['approved', []]);
      const { steps } = (await read(adopted!.id)).body;
      expect(steps.map(({ decidedBy }) => decidedBy)).toEqual(['demo-reviewer', 'demo-chairman']);
      const ruled = 'SELECT FROM programme_rules WHERE programme_id = $1';
      expect(await world.system.backlog.query('enrollment', ruled, [adopted!.subjectId])).toHaveLength(1);

      const shipped = await readFile(join(world.data, 'programmes', 'two-tier-2025.json'), 'utf8');
      const next = { ...(JSON.parse(shipped) as object), version: 2, inForce: { from: '2027-01-01', to: null } };
      const save = (json: object) =>
        api().post<{ id: string }>('scheduling', '/v1/programme-drafts', { as: 'scheduler', json });
      const { id } = (await save(next)).body;
      await submitDraft(world, id);
      const first = await proposalOf(id, 'programme-version');
      await decide(first, 'reviewer', { decision: 'approve' });
      await save({ ...next, frequency: { timesPerYear: 2 } });
      await eventually(async () => (await read(first)).body.status === 'stale', 'the changed draft is told');
      await expect(decide(first, 'chairman', { decision: 'approve' })).rejects.toBeInstanceOf(ApiError);
      await submitDraft(world, id);
      const second = await proposalOf(id, 'programme-version');
      expect((await read(second)).body.previous).toMatchObject({ id: first, status: 'stale' });
      await decide(second, 'reviewer', { decision: 'return', reason: 'Một năm một lần là đủ' });
      await world.system.backlog.settled();
      const { body } = await api().get('scheduling', `/v1/programme-drafts/${id}`, { as: 'scheduler' });
      expect(body).toMatchObject({ status: 'returned' });
      expect(
        (await api().get<{ items: object[] }>('scheduling', '/v1/programmes', { as: 'scheduler' })).body.items,
      ).toHaveLength(1);
    },
    LONG,
  );

  it(
    'let an outside workflow decide on the supplementary classes of a merger, with its number and its paper',
    async () => {
      outsideDecides = true;
      const file = join(world.inputs, 'merger-2025-07.csv');
      await world.journal.once('merger', [{ step: 'batch', file, cause: MERGER.cause }], () =>
        releaseBatch(world, { file, ...MERGER }),
      );
      await world.system.backlog.settled();
      const waiting = await eventually(
        async () => {
          const all = await proposals();
          return all.length > 0 && all.every(({ waitsFor }) => waitsFor === 'chairman') ? all : undefined;
        },
        'the outside workflow has decided',
        { timeoutMs: 60_000, everyMs: 100 },
      );
      outsideDecides = false;
      for (const { id } of waiting) await decide(id, 'chairman', { decision: 'approve' });
      await world.system.backlog.settled();
      for (const { id, subjectId } of waiting) {
        const { body } = await read(id);
        expect([body.status, body.steps.map(({ decidedBy }) => decidedBy)]).toEqual([
          'approved',
          ['outside-workflow', 'demo-chairman'],
        ]);
        expect(body.steps[0]?.outsideReference).toBe('12/QĐ-SNV');
        expect(body.documents).toMatchObject([{ attachedBy: 'outside-workflow', bytes: PDF.length }]);
        expect(await classesOf(subjectId, 'open')).toBeGreaterThan(0);
      }
      expect([outside.faults, outside.forged]).toEqual([[], 0]);
    },
    LONG,
  );

  it(
    'return a plan with its reason, show what the revision changes, and open its classes when a substitute approved',
    async () => {
      setDate(world, '2026-01-05');
      const period = { programmeCode: 'two-tier', year: 2026, openedOn: '2026-01-05' };
      await world.journal.once('period 2026', [{ step: 'period', ...period }], () =>
        api().post('enrollment', '/v1/periods', { as: 'scheduler', json: period }),
      );
      await world.system.backlog.settled();
      const first = await draft('2026-02-02', '2026-12-11');
      await submitPlan(first);
      const returned = await proposalOf(first.id);
      await decide(returned, 'reviewer', { decision: 'return', reason: 'Không mở lớp trước Tết' });
      await world.system.backlog.settled();
      expect(await classesOf(first.id, 'cancelled')).toBe(first.classes);
      expect(await classesOf(first.id, 'open')).toBe(0);

      const second = await draft('2026-03-02', '2026-12-11');
      await submitPlan(second, { revisesPlanId: first.id });
      const revised = await proposalOf(second.id);
      expect((await read(revised)).body.previous).toMatchObject({ id: returned, status: 'returned' });
      await api().post('approvals', '/v1/delegations', {
        as: 'operator',
        json: {
          fromSubject: 'demo-reviewer',
          toSubject: 'demo-hr-officer',
          role: 'reviewer',
          from: '2026-01-05',
          to: '2026-01-09',
          reason: 'Nghỉ ốm',
        },
      });
      await decide(revised, 'hr-officer', { decision: 'approve' });
      await decide(revised, 'chairman', { decision: 'approve' });
      await world.system.backlog.settled();
      const { body } = await read(revised);
      expect(body.steps.map(({ decidedBy, onBehalfOf }) => [decidedBy, onBehalfOf])).toEqual([
        ['demo-hr-officer', 'demo-reviewer'],
        ['demo-chairman', null],
      ]);
      // how many there are depends on how many of the year's duties found a seat in the supplementary classes
      expect(second.classes).toBeGreaterThan(0);
      expect(await classesOf(second.id, 'open')).toBe(second.classes);
      expect(await world.disagreements()).toEqual([]);
      const returnedTold = outside.told.filter(({ type, data }) => type === 'task.ended' && data.status === 'returned');
      expect(returnedTold.map(({ data }) => data.kind)).toEqual(['programme-version', 'plan']);
    },
    LONG,
  );

  it(
    'set the duties of a whole unit aside by three people, and give its seats to others',
    async () => {
      const { items } = (
        await api().get<{ items: OpenDuty[] }>('enrollment', '/v1/duties', {
          as: 'scheduler',
          query: { status: 'open', limit: 1_000 },
        })
      ).body;
      const unitId = items.find(({ unitId: of }) => items.filter(one => one.unitId === of).length > 1)?.unitId ?? '';
      const json = { ground: 'disaster', reason: 'Lũ quét', until: '2026-12-30', unitIds: [unitId] };
      const waiver = await world.journal.once('waiver', [{ step: 'bulk-waiver', unitIds: [unitId] }], async () => {
        const { body } = await api().post<{ id: string; duties: number }>('enrollment', '/v1/bulk-waivers', {
          as: 'scheduler',
          json,
        });
        const proposal = await proposalOf(body.id, 'bulk-waiver');
        await expect(decide(proposal, 'chairman', { decision: 'approve' })).rejects.toMatchObject({ status: 403 });
        for (const role of ['hr-officer', 'reviewer', 'chairman'])
          await decide(proposal, role, { decision: 'approve' });
        await world.system.backlog.settled();
        return body;
      });
      expect(waiver.duties).toBeGreaterThan(1);
      const shown = await api().get('enrollment', `/v1/bulk-waivers/${waiver.id}`, { as: 'chairman' });
      expect(shown.body).toMatchObject({ status: 'approved', waived: waiver.duties, notWaived: 0 });
      const left = await api().get<{ items: OpenDuty[] }>('enrollment', '/v1/duties', {
        as: 'scheduler',
        query: { status: 'open', unitId },
      });
      expect(left.body.items).toEqual([]);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );
});
