import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { uuidFrom } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { plan, startApprovals, submit } from '../approvals.suite.js';

interface Stored {
  id: string;
  status: string;
  content_hash: string;
  version: number;
}

describe('a submitted plan', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startApprovals();
  }, 60_000);
  afterAll(() => service.stop());

  const proposalsOf = (planId: string) =>
    service.database.query<Stored>('SELECT * FROM proposal WHERE subject_id = $1 ORDER BY subject_revision', [planId]);
  const auditOf = (id: string) =>
    service.database.query<{ action: string }>(
      `SELECT fact->>'action' AS action FROM audit_pending WHERE fact->>'object' = 'proposal ' || $1 ORDER BY id`,
      [id],
    );

  it('opens a proposal with the chain reviewer, chairman, and an audit record', async () => {
    const submitted = plan();
    await submit(service, { plan: submitted });
    const id = uuidFrom('proposal', 'plan', submitted.planId, submitted.contentHash, 1);
    expect(await proposalsOf(submitted.planId)).toMatchObject([
      {
        id,
        status: 'open',
        current_step: 0,
        version: 1,
        submitted_by: 'system',
        chain: [{ role: 'reviewer' }, { role: 'chairman' }],
        content: {
          effect: expect.arrayContaining([
            { code: 'kind', value: 'supplementary' },
            { code: 'people', value: 40 },
          ]),
        },
      },
    ]);
    expect(await auditOf(id)).toEqual([{ action: 'submit' }]);
  });

  it('opens one proposal, however often it comes', async () => {
    const submitted = plan();
    const id = randomUUID();
    await submit(service, { plan: submitted, id }, { plan: submitted, id });
    await submit(service, { plan: submitted, id });
    await submit(service, { plan: submitted }); // published again under another id: the inbox does not know it
    const proposals = await proposalsOf(submitted.planId);
    expect(proposals).toHaveLength(1);
    expect(await auditOf(proposals[0]!.id)).toHaveLength(1);
  });

  it('takes the place of what its author submitted before', async () => {
    const first = plan();
    const second = { ...first, contentHash: 'bb'.repeat(32) };
    await submit(service, { plan: first, revision: 1 });
    await submit(service, { plan: Object.assign(plan(), second), revision: 2 });
    const proposals = await proposalsOf(first.planId);
    expect(proposals.map(({ status, version }) => [status, version])).toEqual([
      ['superseded', 2],
      ['open', 1],
    ]);
    expect(await auditOf(proposals[0]!.id)).toEqual([{ action: 'submit' }, { action: 'supersede' }]);
  });

  it('does not come back when the older content arrives after the newer', async () => {
    const first = plan();
    await submit(service, { plan: Object.assign(plan(), first, { contentHash: 'bb'.repeat(32) }), revision: 2 });
    await submit(service, { plan: first, revision: 1 });
    expect((await proposalsOf(first.planId)).map(({ status }) => status)).toEqual(['superseded', 'open']);
  });
});
