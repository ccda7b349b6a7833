import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlanSubmitted } from '#contracts';
import { uuidFrom } from '#kernel';
import { kafkaClient } from '#messaging';
import { eventually, testEndpoints, type ServiceUnderTest } from '#testing';
import { plan, startApprovals, submit } from '../approvals.suite.js';

interface Decided {
  code?: string;
  status: string;
  version: number;
}

/** Null leaves the header out. */
interface Sent {
  body: object;
  version: number | null;
  key: string | null;
}

describe('deciding a proposal', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startApprovals();
  }, 60_000);
  afterAll(() => service.stop());

  async function open(changes: Partial<PlanSubmitted> = {}): Promise<{ id: string; contentHash: string }> {
    const submitted = plan(changes);
    await submit(service, { plan: submitted });
    const { planId, contentHash } = submitted;
    return { id: uuidFrom('proposal', 'plan', planId, contentHash, 1), contentHash };
  }

  function decide(
    { id, contentHash }: { id: string; contentHash: string },
    as: string[],
    subject: string,
    { body = {}, version = 1, key = randomUUID() }: Partial<Sent> = {},
  ) {
    const headers: Record<string, string> = {
      ...(version === null ? {} : { 'if-match': `"${version}"` }),
      ...(key === null ? {} : { 'idempotency-key': key }),
    };
    return service.call<Decided>('POST', `/v1/proposals/${id}/decisions`, {
      as,
      subject,
      headers,
      body: { decision: 'approve', contentHash, ...body },
    });
  }

  it('goes from the reviewer to the chairman, and then is told to everybody', async () => {
    const proposal = await open();
    const read = await service.call('GET', `/v1/proposals/${proposal.id}`, { as: ['reviewer'] });
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toMatchObject({
      waitsFor: 'reviewer',
      content: { effect: expect.arrayContaining([{ code: 'people', value: 40 }]) },
    });

    const first = await decide(proposal, ['reviewer'], 'reviewer-1');
    expect([first.status, first.body.status, first.headers.get('etag')]).toEqual([200, 'open', '"2"']);
    const last = await decide(proposal, ['chairman'], 'chairman-1', { version: 2 });
    expect([last.status, last.body.status]).toEqual([200, 'approved']);

    const { body } = await service.call('GET', `/v1/proposals/${proposal.id}`, { as: ['auditor'] });
    expect(body).toMatchObject({
      status: 'approved',
      waitsFor: null,
      steps: [
        { role: 'reviewer', decidedBy: 'reviewer-1', decision: 'approve' },
        { role: 'chairman', decidedBy: 'chairman-1', decision: 'approve' },
      ],
    });
    expect(await told(proposal.id)).toEqual([
      expect.objectContaining({ chain: ['reviewer', 'chairman'] }),
      expect.objectContaining({ outcome: 'approved', contentHash: proposal.contentHash }),
    ]);
  });

  it('ends with a return, which needs a reason', async () => {
    const proposal = await open();
    const without = await decide(proposal, ['reviewer'], 'reviewer-1', { body: { decision: 'return' } });
    expect([without.status, without.body.code]).toEqual([422, 'APPROVALS.REASON_REQUIRED']);
    const body = { decision: 'return', reason: 'Trùng lịch kỳ họp' };
    expect((await decide(proposal, ['reviewer'], 'reviewer-1', { body })).body.status).toBe('returned');
    // One version for the decision, one for having told everybody.
    const late = await decide(proposal, ['chairman'], 'chairman-1', { version: 3 });
    expect([late.status, late.body.code]).toEqual([409, 'APPROVALS.ALREADY_DECIDED']);
  });

  it('is refused without a token, role, version, key, or with another version or content', async () => {
    const proposal = await open();
    const path = `/v1/proposals/${proposal.id}`;
    expect((await service.call('GET', path)).status).toBe(401);
    expect((await decide(proposal, ['trainer'], 'trainer-1')).status).toBe(403);
    const early = await decide(proposal, ['chairman'], 'chairman-1');
    expect([early.status, early.body.code]).toEqual([403, 'APPROVALS.NOT_YOUR_STEP']);
    const other = await decide(proposal, ['reviewer'], 'reviewer-1', { body: { contentHash: 'bb' } });
    expect([other.status, other.body.code]).toEqual([409, 'APPROVALS.CONTENT_CHANGED']);
    expect((await decide(proposal, ['reviewer'], 'reviewer-1', { version: null })).status).toBe(428);
    expect((await decide(proposal, ['reviewer'], 'reviewer-1', { version: 2 })).status).toBe(412);
    expect((await decide(proposal, ['reviewer'], 'reviewer-1', { key: null })).status).toBe(400);
    expect((await decide({ ...proposal, id: randomUUID() }, ['reviewer'], 'reviewer-1')).status).toBe(404);
    expect((await decide(proposal, ['reviewer'], 'reviewer-1', { body: { colour: 'red' } })).status).toBe(400);
  });

  it('keeps duties apart: not the own submission, not two steps', async () => {
    const own = await open({ submittedBy: 'reviewer-1' });
    const refused = await decide(own, ['reviewer'], 'reviewer-1');
    expect([refused.status, refused.body.code]).toEqual([422, 'APPROVALS.OWN_SUBMISSION']);
    const proposal = await open();
    await decide(proposal, ['reviewer'], 'both');
    const second = await decide(proposal, ['reviewer', 'chairman'], 'both', { version: 2 });
    expect([second.status, second.body.code]).toEqual([422, 'APPROVALS.SECOND_STEP_BY_SAME_PERSON']);
  });

  it('is won by one of two who decide at once', async () => {
    for (let round = 0; round < 10; round++) {
      const proposal = await open();
      const answers = await Promise.all(['a', 'b', 'c'].map(who => decide(proposal, ['reviewer'], `reviewer-${who}`)));
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412, 412]);
    }
  });

  it('gives a repeated request the first answer, also when it comes twice at once', async () => {
    const proposal = await open();
    const key = randomUUID();
    const answers = await Promise.all([1, 2].map(() => decide(proposal, ['reviewer'], 'reviewer-1', { key })));
    answers.push(await decide(proposal, ['reviewer'], 'reviewer-1', { key }));
    // The second of two at once may be told that the first is still being worked on.
    const waiting = answers.filter(({ body }) => body.code === 'HTTP.IDEMPOTENCY_IN_FLIGHT');
    expect(waiting.length).toBeLessThanOrEqual(1);
    const others = answers.filter(answer => !waiting.includes(answer));
    expect(new Set(others.map(({ status, body }) => `${status} ${body.version}`))).toEqual(new Set(['200 2']));
    const [stored] = await service.database.query('SELECT count(*)::int FROM decision WHERE proposal_id = $1', [
      proposal.id,
    ]);
    expect(stored).toEqual({ count: 1 });
  });

  it('is found in lists by status, page by page', async () => {
    const opened = [await open(), await open(), await open()].map(({ id }) => id);
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await service.call<{ items: { id: string; waitsFor: string }[]; next: string | null }>(
        'GET',
        `/v1/proposals?status=open&limit=2${after && `&after=${after}`}`,
        { as: ['reviewer'] },
      );
      seen.push(...body.items.map(({ id }) => id));
      after = body.next ?? '';
    } while (after);
    expect(seen.slice(-3)).toEqual(opened);
    expect(new Set(seen).size).toBe(seen.length);
  });

  /** What really arrived on the topic about one proposal. */
  async function told(proposalId: string): Promise<unknown[]> {
    const consumer = kafkaClient('spec', [testEndpoints().brokers]).consumer({ groupId: randomUUID() });
    const heard: { proposalId: string }[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: `${service.topicPrefix}approvals.proposal`, fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        const event = JSON.parse(message.value?.toString() ?? '{}') as { proposalId: string };
        if (event.proposalId === proposalId) heard.push(event);
        return Promise.resolve();
      },
    });
    await eventually(() => heard.length >= 2, 'submission and decision are on the topic');
    await consumer.disconnect();
    return heard;
  }
});
