import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  contentHashOf,
  EnrollmentProposalRequested,
  EnrollmentProposalSourceChanged,
  make,
  StaffProposalRequested,
  StaffProposalSourceChanged,
  type PlanSubmitted,
  type ProposalContent,
} from '#contracts';
import { uuidFrom } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { plan, request, startApprovals, submit } from './approvals.suite.js';
import { EnrollmentRequestConsumer } from './reactions/enrollment-request.consumer.js';
import { StaffRequestConsumer } from './reactions/staff-request.consumer.js';
import { WatchDeadlinesHandler } from './use-cases/watch-deadlines.js';

interface Answer {
  code?: string;
  id: string;
  status: string;
  version: number;
  waitsFor: string | null;
  [field: string]: unknown;
}

const content = (people = 40): ProposalContent => ({
  sourceHash: 'c'.repeat(64),
  effect: [{ code: 'people', value: people }],
  price: [],
  checks: [{ rule: 'desk-norm', passed: false, reason: 'too-few' }],
  items: [],
});
const asked = (changes: Partial<StaffProposalRequested> = {}): StaffProposalRequested => {
  const shown = changes.content ?? content();
  return make(StaffProposalRequested, {
    kind: 'batch-release',
    sourceId: randomUUID(),
    sourceVersion: 1,
    unitIds: [],
    submittedBy: 'hr-1',
    editedBy: [],
    content: shown,
    contentHash: contentHashOf(shown),
    ...changes,
  });
};
const waiver = (changes: Partial<EnrollmentProposalRequested> = {}): EnrollmentProposalRequested =>
  make(EnrollmentProposalRequested, { ...asked({ kind: 'bulk-waiver' }), ...changes });

describe('the approval workflow', () => {
  let service: ServiceUnderTest;
  let folder: string;
  const onDay = (day: string) => writeFile(join(folder, 'today'), day);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nangluc-approvals-'));
    await onDay('2026-05-04');
    service = await startApprovals({ NANGLUC_BUSINESS_DATE: `file:${join(folder, 'today')}` });
  }, 60_000);
  beforeEach(() => onDay('2026-05-04'));
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const idOf = ({ kind, sourceId, contentHash, sourceVersion }: StaffProposalRequested) =>
    uuidFrom('proposal', kind, sourceId, contentHash, sourceVersion);
  async function open(changes: Partial<StaffProposalRequested> = {}): Promise<Answer> {
    const event = asked(changes);
    await request(service, StaffRequestConsumer, event);
    return read(idOf(event));
  }
  const read = async (id: string): Promise<Answer> =>
    (await service.call<Answer>('GET', `/v1/proposals/${id}`, { as: ['auditor'] })).body;
  const act = (
    method: string,
    path: string,
    [role, subject]: [string, string],
    { version, body }: { version?: number; body?: object } = {},
  ) =>
    service.call<Answer>(method, path, {
      as: [role],
      subject,
      headers: { 'idempotency-key': randomUUID(), ...(version ? { 'if-match': `"${version}"` } : {}) },
      ...(body ? { body } : {}),
    });
  const decide = async (id: string, who: [string, string], body: object = {}) => {
    const { version, ...shown } = await read(id);
    const decision = { decision: 'approve', contentHash: shown['contentHash'], ...body };
    return act('POST', `/v1/proposals/${id}/decisions`, who, { version, body: decision });
  };
  const delegate = (by: [string, string], body: object) =>
    act('POST', '/v1/delegations', by, {
      body: { from: '2026-05-04', to: '2026-05-10', reason: 'Đi công tác', ...body },
    });
  const setChain = async (kind: string, change: object) => {
    const { body } = await service.call<{ items: (Answer & { kind: string })[] }>('GET', '/v1/chains', {
      as: ['operator'],
    });
    const { version, steps, undoMinutes } = body.items.find(one => one.kind === kind)!;
    return act('PUT', `/v1/chains/${kind}`, ['operator', 'op-1'], {
      version,
      body: { steps, undoMinutes, ...change },
    });
  };
  const letters = () =>
    service.database.query<{ reason: string }>(`SELECT reason FROM dead_letter WHERE topic = 'staff.proposal-request'`);

  it('decides on what any service asks for, once, and refuses what it may not ask for or hashed wrongly', async () => {
    const event = asked();
    await request(service, StaffRequestConsumer, event);
    await request(service, StaffRequestConsumer, event);
    expect(await read(idOf(event))).toMatchObject({
      subjectType: 'batch-release',
      waitsFor: 'reviewer',
      dueOn: '2026-05-07',
      content: { checks: [{ rule: 'desk-norm', passed: false }] },
      history: [{ kind: 'opened' }],
    });
    await request(service, StaffRequestConsumer, asked({ kind: 'report-publication' }));
    await request(service, StaffRequestConsumer, asked({ contentHash: 'd'.repeat(64) }));
    expect((await letters()).map(({ reason }) => reason).sort()).toEqual([
      'APPROVALS.REQUEST_FORGED',
      'APPROVALS.REQUEST_HASH_WRONG',
    ]);
  });

  it('makes a proposal stale when its source changed, and nobody decides on it then', async () => {
    const event = asked();
    await request(service, StaffRequestConsumer, event);
    const { kind, sourceId } = event;
    await request(
      service,
      StaffRequestConsumer,
      make(StaffProposalSourceChanged, { kind, sourceId, sourceVersion: 2 }),
    );
    expect((await read(idOf(event))).status).toBe('stale');
    const late = await decide(idOf(event), ['reviewer', 'reviewer-1']);
    expect([late.status, late.body.code]).toEqual([409, 'APPROVALS.ALREADY_DECIDED']);
  });

  it('makes a waiver in bulk stale when one of its duties changed, also one that is approved and has no effect yet', async () => {
    await setChain('bulk-waiver', { undoMinutes: 30 });
    const [waiting, approved] = [waiver(), waiver()];
    for (const event of [waiting, approved]) await request(service, EnrollmentRequestConsumer, event);
    for (const who of [
      ['hr-officer', 'h'],
      ['reviewer', 'r'],
      ['chairman', 'c'],
    ] as [string, string][])
      await decide(idOf(approved), who);
    expect((await read(idOf(approved))).status).toBe('approved');
    for (const { kind, sourceId } of [waiting, approved]) {
      const changed = make(EnrollmentProposalSourceChanged, { kind, sourceId, sourceVersion: 2 });
      await request(service, EnrollmentRequestConsumer, changed);
    }
    for (const event of [waiting, approved]) {
      expect(await read(idOf(event))).toMatchObject({ status: 'stale', undoUntil: null });
      expect((await decide(idOf(event), ['hr-officer', 'late'])).body.code).toBe('APPROVALS.ALREADY_DECIDED');
    }
    await service.database.query(
      "UPDATE proposal SET effective_at = now() - interval '1 second' WHERE effective_at > now()",
    );
    await service.app.get(WatchDeadlinesHandler).execute();
    const told = `SELECT 1 FROM outbox WHERE headers ->> 'ce_type' = 'approvals.ProposalDecided' AND key = ANY ($1)`;
    expect(await service.database.query(told, [[idOf(waiting), idOf(approved)]])).toEqual([]);
    const again = waiver({ ...approved, sourceVersion: 2 });
    await request(service, EnrollmentRequestConsumer, again);
    expect(await read(idOf(again))).toMatchObject({
      status: 'open',
      previous: { id: idOf(approved), status: 'stale' },
    });
    await setChain('bulk-waiver', { undoMinutes: 0 });
  });

  it('keeps a claimed task for who claimed it, until it is given back', async () => {
    const { id, version } = await open();
    const claim = `/v1/proposals/${id}/claim`;
    expect((await act('POST', claim, ['chairman', 'chairman-1'], { version })).status).toBe(403);
    expect((await act('POST', claim, ['reviewer', 'reviewer-1'], { version })).status).toBe(200);
    const other = await decide(id, ['reviewer', 'reviewer-2']);
    expect([other.status, other.body.code]).toEqual([409, 'APPROVALS.CLAIMED_BY_ANOTHER']);
    const { body } = await service.call<{ items: Answer[] }>('GET', '/v1/proposals?claimedBy=reviewer-1', {
      as: ['reviewer'],
    });
    expect(body.items.map(one => one.id)).toContain(id);
    const foreign = await act('DELETE', claim, ['reviewer', 'reviewer-2'], { version: version + 1 });
    expect(foreign.body.code).toBe('APPROVALS.NOT_CLAIMED_BY_YOU');
    expect((await act('DELETE', claim, ['reviewer', 'reviewer-1'], { version: version + 1 })).status).toBe(200);
    expect((await decide(id, ['reviewer', 'reviewer-2'])).status).toBe(200);
  });

  it('shows a revision of what was returned with its difference, and lets its author withdraw it', async () => {
    const first = asked();
    await request(service, StaffRequestConsumer, first);
    await decide(idOf(first), ['reviewer', 'reviewer-1'], { decision: 'return', reason: 'Thiếu người trực quầy' });
    const shown = content(38);
    const second = asked({ ...first, sourceVersion: 2, content: shown, contentHash: contentHashOf(shown) });
    await request(service, StaffRequestConsumer, second);
    const revised = await read(idOf(second));
    expect(revised['previous']).toMatchObject({
      id: idOf(first),
      status: 'returned',
      difference: { facts: [{ code: 'people', before: 40, after: 38 }] },
    });
    const path = `/v1/proposals/${revised.id}/withdrawal`;
    const { version } = revised;
    expect((await act('POST', path, ['hr-officer', 'hr-2'], { version })).body.code).toBe('APPROVALS.NOT_THE_AUTHOR');
    expect((await act('POST', path, ['hr-officer', 'hr-1'], { version })).body.status).toBe('withdrawn');
  });

  it('opens equal content again after a return and a withdrawal, once for each version and never twice at a time', async () => {
    const first = asked();
    const ask = (sourceVersion: number) => request(service, StaffRequestConsumer, asked({ ...first, sourceVersion }));
    const versions = async () => {
      const all = `SELECT subject_revision || ' ' || status AS told FROM proposal WHERE subject_id = $1 ORDER BY number`;
      return (await service.database.query<{ told: string }>(all, [first.sourceId])).map(({ told }) => told);
    };
    await ask(1);
    await ask(2); // still undecided: the same proposal
    expect(await versions()).toEqual(['1 open']);
    await decide(idOf(first), ['reviewer', 'reviewer-1'], { decision: 'return', reason: 'Thiếu tờ trình' });
    await ask(1);
    expect(await versions()).toEqual(['1 returned']);
    await ask(2);
    await ask(2);
    expect(await versions()).toEqual(['1 returned', '2 open']);
    const second = await read(idOf(asked({ ...first, sourceVersion: 2 })));
    expect(second['previous']).toMatchObject({ id: idOf(first), status: 'returned' });
    await expect(
      service.database.query(`UPDATE proposal SET status = 'open' WHERE id = $1`, [idOf(first)]),
    ).rejects.toThrow('one_undecided_per_content');

    const { version } = second;
    await act('POST', `/v1/proposals/${second.id}/withdrawal`, ['hr-officer', 'hr-1'], { version });
    await ask(2);
    await ask(3);
    expect(await versions()).toEqual(['1 returned', '2 withdrawn', '3 open']);
    const third = idOf(asked({ ...first, sourceVersion: 3 }));
    expect((await decide(third, ['reviewer', 'reviewer-1'])).status).toBe(200);
    expect((await decide(third, ['chairman', 'chairman-1'])).body.status).toBe('approved');
  });

  it('takes equal content for undecided as long as its end can be undone', async () => {
    await setChain('batch-release', { undoMinutes: 30 });
    const first = asked();
    await request(service, StaffRequestConsumer, first);
    const end = { decision: 'return', reason: 'Nhầm tờ trình' };
    const { version } = (await decide(idOf(first), ['reviewer', 'reviewer-1'], end)).body;
    await request(service, StaffRequestConsumer, asked({ ...first, sourceVersion: 2 }));
    const undone = await act('POST', `/v1/proposals/${idOf(first)}/undo`, ['reviewer', 'reviewer-1'], {
      version,
      body: { reason: 'Bấm nhầm' },
    });
    expect(undone.body.status).toBe('open');
    const all = 'SELECT id, status FROM proposal WHERE subject_id = $1';
    expect(await service.database.query(all, [first.sourceId])).toEqual([{ id: idOf(first), status: 'open' }]);
    await setChain('batch-release', { undoMinutes: 0 });
  });

  it('lets a deputy decide for the time of a delegation, and keeps duties apart through it', async () => {
    expect((await delegate(['reviewer', 'r-away'], { toSubject: 'deputy', role: 'chairman' })).status).toBe(403);
    expect((await delegate(['reviewer', 'r-away'], { toSubject: 'deputy', role: 'reviewer' })).status).toBe(201);
    const twice = await delegate(['reviewer', 'r-away'], { toSubject: 'other', role: 'reviewer', from: '2026-05-06' });
    expect([twice.status, twice.body.code]).toEqual([409, 'APPROVALS.DELEGATION_OVERLAPS']);
    const past = await delegate(['reviewer', 'r-2'], { toSubject: 'x', role: 'reviewer', from: '2026-01-01' });
    expect(past.body.code).toBe('APPROVALS.DELEGATION_PERIOD');

    const { id } = await open();
    expect((await decide(id, ['scheduler', 'deputy'])).status).toBe(200);
    expect((await read(id))['steps']).toMatchObject([{ decidedBy: 'deputy', onBehalfOf: 'r-away', role: 'reviewer' }]);
    // Neither of the two may take the second step, in no disguise.
    for (const subject of ['deputy', 'r-away'])
      expect((await decide(id, ['chairman', subject])).body.code).toBe('APPROVALS.SECOND_STEP_BY_SAME_PERSON');
    const ofPrincipal = await open({ submittedBy: 'r-away' });
    expect((await decide(ofPrincipal.id, ['scheduler', 'deputy'])).body.code).toBe('APPROVALS.OWN_SUBMISSION');
    const ofDeputy = await open({ editedBy: ['deputy'] });
    expect((await decide(ofDeputy.id, ['scheduler', 'deputy'])).body.code).toBe('APPROVALS.OWN_SUBMISSION');
    const person = `INSERT INTO proposal_person VALUES ($1, $2, 'decider')`;
    await expect(service.database.query(person, [ofDeputy.id, 'deputy'])).rejects.toThrow('proposal_person_pkey');

    await onDay('2026-05-11');
    const later = await open();
    expect((await decide(later.id, ['scheduler', 'deputy'])).body.code).toBe('APPROVALS.NOT_YOUR_STEP');
  });

  it('lets the chairman record an absence, but not in the own favour', async () => {
    const absence = { fromSubject: 'r-ill', role: 'reviewer', reason: 'Nghỉ ốm' };
    const own = await delegate(['chairman', 'chairman-1'], { ...absence, toSubject: 'chairman-1' });
    expect(own.body.code).toBe('APPROVALS.DELEGATION_NOT_YOURS');
    expect((await delegate(['reviewer', 'r-3'], { ...absence, toSubject: 'r-3' })).status).toBe(403);
    const made = await delegate(['chairman', 'chairman-1'], { ...absence, toSubject: 'substitute' });
    expect(made.status).toBe(201);
    const { id } = await open();
    expect((await decide(id, ['scheduler', 'substitute'])).status).toBe(200);
    const revoke = (who: [string, string]) => act('DELETE', `/v1/delegations/${made.body.id}`, who);
    expect((await revoke(['reviewer', 'r-3'])).status).toBe(403);
    expect((await revoke(['reviewer', 'r-ill'])).status).toBe(204);
    const next = await open();
    expect((await decide(next.id, ['scheduler', 'substitute'])).status).toBe(403);
  });

  it('reminds the day before the deadline, and opens the step to who is above after it', async () => {
    const { id } = await open();
    const watch = () => service.app.get(WatchDeadlinesHandler).execute();
    const kinds = async () => ((await read(id))['history'] as { kind: string }[]).map(({ kind }) => kind);
    await watch();
    expect(await kinds()).toEqual(['opened']);
    expect((await decide(id, ['chairman', 'chairman-9'])).status).toBe(403);
    await onDay('2026-05-06');
    await watch();
    await watch();
    expect(await kinds()).toEqual(['opened', 'reminded']);
    await onDay('2026-05-08');
    await watch();
    expect(await kinds()).toEqual(['opened', 'reminded', 'escalated']);
    const { body } = await service.call<{ items: Answer[] }>('GET', '/v1/proposals?overdue=true', { as: ['chairman'] });
    expect(body.items.map(one => one.id)).toContain(id);
    expect((await decide(id, ['chairman', 'chairman-9'])).body.status).toBe('open');
  });

  it('is changed by data: two people a step, an undo window, for proposals that come later', async () => {
    const before = await open();
    const steps = [
      { role: 'reviewer', minimum: 2, deadlineDays: 3, escalateTo: null, unitBound: false },
      { role: 'chairman', minimum: 1, deadlineDays: 3, escalateTo: null, unitBound: false },
    ];
    expect((await setChain('batch-release', { steps: [{ ...steps[0], minimum: 0 }] })).status).toBe(400);
    expect((await setChain('batch-release', { steps, undoMinutes: 30 })).status).toBe(200);
    expect((await decide(before.id, ['reviewer', 'a'])).body['currentStep']).toBe(1);

    const { id } = await open();
    expect((await decide(id, ['reviewer', 'a'])).body['currentStep']).toBe(0);
    expect((await decide(id, ['reviewer', 'a'])).body.code).toBe('APPROVALS.SECOND_STEP_BY_SAME_PERSON');
    expect((await decide(id, ['reviewer', 'b'])).body['currentStep']).toBe(1);
    const approved = await decide(id, ['chairman', 'c']);
    expect(approved.body).toMatchObject({ status: 'approved', effectiveAt: expect.any(String) });
    const told = () =>
      service.database.query<{ announced: boolean }>('SELECT announced FROM proposal WHERE id = $1', [id]);
    await service.app.get(WatchDeadlinesHandler).execute();
    expect(await told()).toEqual([{ announced: false }]);

    const undo = (who: string, version: number) =>
      act('POST', `/v1/proposals/${id}/undo`, ['chairman', who], { version, body: { reason: 'Nhầm tờ trình' } });
    expect((await undo('b', approved.body.version)).body.code).toBe('APPROVALS.NOT_YOUR_DECISION');
    expect((await undo('c', approved.body.version)).body.status).toBe('open');
    expect((await decide(id, ['chairman', 'c'])).body.status).toBe('approved');
    await service.database.query("UPDATE proposal SET effective_at = now() - interval '1 second' WHERE id = $1", [id]);
    await service.app.get(WatchDeadlinesHandler).execute();
    expect(await told()).toEqual([{ announced: true }]);
    expect((await undo('c', (await read(id)).version)).body.code).toBe('APPROVALS.UNDO_TOO_LATE');
    await setChain('batch-release', { steps: steps.map(step => ({ ...step, minimum: 1 })), undoMinutes: 0 });
  });

  it('decides like proposals together, all or none', async () => {
    const all = [await open(), await open(), await open()];
    const together = (proposals: Answer[]) =>
      act('POST', '/v1/decisions', ['reviewer', 'reviewer-1'], {
        body: {
          decision: 'approve',
          proposals: proposals.map(({ id, version, ...rest }) => ({ id, version, contentHash: rest['contentHash'] })),
        },
      });
    await decide(all[2]!.id, ['reviewer', 'reviewer-2']);
    expect((await together(all)).body.code).toBe('APPROVALS.NOT_ALIKE');
    const stale = { ...all[1]!, version: 7 };
    expect((await together([all[0]!, stale])).status).toBe(412);
    expect((await read(all[0]!.id)).version).toBe(1);
    expect((await together(all.slice(0, 2))).status).toBe(200);
    expect((await read(all[1]!.id)).waitsFor).toBe('chairman');
  });

  it('compares a plan with the one that it revises', async () => {
    const first = plan();
    await submit(service, { plan: first });
    const firstId = uuidFrom('proposal', 'plan', first.planId, first.contentHash, 1);
    await decide(firstId, ['reviewer', 'reviewer-1'], { decision: 'return', reason: 'Trùng kỳ họp' });
    const moved: Partial<PlanSubmitted> = {
      contentHash: 'bb'.repeat(32),
      revisesPlanId: first.planId,
      classes: first.classes.map(one => ({ ...one, startsOn: '2025-08-11', endsOn: '2025-08-13' })),
    };
    const second = plan(moved);
    await submit(service, { plan: second });
    const { previous } = await read(uuidFrom('proposal', 'plan', second.planId, second.contentHash, 1));
    expect(previous).toMatchObject({
      id: firstId,
      difference: {
        changed: [{ type: 'class', facts: [{ code: 'startsOn', after: '2025-08-11' }, { code: 'endsOn' }] }],
      },
    });
  });

  it('is closed to who has no part in it', async () => {
    const { id, version } = await open();
    const refused = await Promise.all([
      service.call('GET', '/v1/proposals'),
      act('POST', `/v1/proposals/${id}/claim`, ['trainer', 't'], { version }),
      act('POST', `/v1/proposals/${id}/undo`, ['trainer', 't'], { version, body: { reason: 'x' } }),
      act('POST', `/v1/proposals/${id}/withdrawal`, ['reviewer', 'r'], { version }),
      act('PUT', '/v1/chains/plan', ['chairman', 'c'], { version: 1, body: { steps: [], undoMinutes: 0 } }),
      act('POST', '/v1/decisions', ['auditor', 'a'], { body: {} }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403, 403]);
  });
});
