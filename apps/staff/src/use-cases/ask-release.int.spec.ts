import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  BatchPartPreviewed,
  contentHashOf,
  make,
  ProposalDecided,
  type BatchPreviewRequested,
  type ProposalOutcome,
  type StaffProposalRequested,
} from '#contracts';
import { Transaction, type Reaction, type Received } from '#messaging';
import { batchFile, Registry } from '../registry.suite.js';
import { AddToPreviewOnBatchPartPreviewed } from '../reactions/add-to-preview-on-batch-part-previewed.js';
import { ReleaseBatchOnProposalDecided } from '../reactions/release-batch-on-proposal-decided.js';
import { ApplyBatchChunkHandler } from './apply-batch-chunk.js';
import { AskPreviewPartsHandler } from './ask-preview-parts.js';

interface Answer extends Record<string, unknown> {
  code?: string;
  status?: string;
  version: number;
}

describe('the release of a batch by the approval chain', () => {
  let registry: Registry;
  let people = 0;
  beforeAll(async () => {
    registry = await Registry.start();
    await registry.importUnits();
  }, 120_000);
  afterAll(() => registry.stop());

  const of = <Handler>(type: new (...none: never[]) => Handler): Handler =>
    registry.service.app.get(type, { strict: false });
  const react = <E extends object>(reaction: Reaction<E>, data: E) =>
    of(Transaction).run(tx => reaction.handle([{ data, revision: 1 } as Received<E>], tx));
  const post = (id: string, end: string, as = ['scheduler'], headers: object = {}) =>
    registry.service.call<Answer>('POST', `/v1/reassignment-batches/${id}/${end}`, {
      as,
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });
  const show = async (id: string) =>
    (await registry.service.call<Answer>('GET', `/v1/reassignment-batches/${id}`, { as: ['auditor'] })).body;
  const sent = async (type: string, id: string) =>
    (await registry.published()).filter(event => event.type === `staff.${type}` && event.data['sourceId'] === id);

  async function upload(...lines: string[]): Promise<string> {
    const code = `P-${++people}`;
    const rows = lines.length > 0 ? lines : [`${code},Lò ${code},appoint,SNV,director,focal-point,2025-02-01`];
    return (await registry.upload(batchFile(...rows))).body.id;
  }
  async function previewed(...lines: string[]): Promise<string> {
    const id = await upload(...lines);
    await post(id, 'preview');
    while (await of(AskPreviewPartsHandler).execute());
    const parts = (await registry.published()).filter(({ data }) => data['batchId'] === id && data['partId']);
    for (const { data } of parts) {
      const { previewId, partId } = data as unknown as BatchPreviewRequested;
      const effect = { dutiesOpened: 1, dutiesCoalesced: 0, dutiesWaived: 0, seatsFreed: 0 };
      await react(of(AddToPreviewOnBatchPartPreviewed), make(BatchPartPreviewed, { previewId, partId, ...effect }));
    }
    return id;
  }
  const requestOf = async (id: string) =>
    (await sent('ProposalRequested', id)).at(-1)?.data as unknown as StaffProposalRequested;
  const decide = (subjectId: string, outcome: ProposalOutcome, contentHash: string) => {
    const steps = [{ role: 'chairman', decidedBy: 'chairman-1', decidedAt: new Date().toISOString() }];
    const facts = {
      proposalId: randomUUID(),
      subjectType: 'batch-release' as const,
      subjectId,
      contentHash,
      outcome,
      steps,
    };
    return react(of(ReleaseBatchOnProposalDecided), make(ProposalDecided, facts));
  };

  it('shows the effect of the preview, bound to the file, and releases once it is approved', async () => {
    const id = await previewed();
    expect((await post(id, 'release-request')).status).toBe(202);
    const request = await requestOf(id);
    expect(request).toMatchObject({ kind: 'batch-release', submittedBy: 'tester', editedBy: ['tester'] });
    expect(request.content.effect).toEqual(
      expect.arrayContaining([
        { code: 'people', value: 1 },
        { code: 'dutiesOpened', value: 1 },
      ]),
    );
    expect(request.content.checks).toMatchObject([{ rule: 'desk-norm', passed: true }]);
    expect(request.contentHash).toBe(contentHashOf(request.content));
    const { version } = await show(id);
    const aside = await post(id, 'release', ['operator'], { 'if-match': `"${version}"` });
    expect([aside.status, aside.body.code]).toEqual([409, 'STAFF.RELEASE_ASKED']);
    await decide(id, 'approved', request.contentHash);
    await decide(id, 'approved', request.contentHash);
    expect(await show(id)).toMatchObject({ status: 'releasing', releasedBy: 'chairman-1' });
    while (await of(ApplyBatchChunkHandler).execute());
    expect(await show(id)).toMatchObject({ status: 'released' });
  });

  it('needs a finished preview, and an approval of the very content', async () => {
    const id = await upload();
    expect((await post(id, 'release-request')).body.code).toBe('STAFF.PREVIEW_NEEDED');
    expect((await post(id, 'release-request', ['hr-officer'])).status).toBe(403);
    const other = await previewed();
    await post(other, 'release-request');
    expect((await post(other, 'release-request')).body.code).toBe('STAFF.RELEASE_ASKED');
    await decide(other, 'approved', 'a'.repeat(64));
    expect(await show(other)).toMatchObject({ status: 'validated' });
    await decide(other, 'returned', (await requestOf(other)).contentHash);
    const { contentHash } = await requestOf(other);
    expect((await post(other, 'release-request')).body).toMatchObject({ attempt: 2, contentHash });
    expect(await requestOf(other)).toMatchObject({ sourceVersion: 2, contentHash });
    await decide(other, 'approved', contentHash);
    expect(await show(other)).toMatchObject({ status: 'releasing' });
  });

  it('does not release what no longer fits, and tells the chain when a batch is given up', async () => {
    const row = (code: string) => `${code},Lò ${code},appoint,SNV,director,,2025-02-01`;
    const [one, two] = [await previewed(row('Q-1')), await previewed(row('Q-1'), row('Q-2'))];
    await post(two, 'release-request');
    await post(one, 'release', ['operator'], { 'if-match': `"${(await show(one)).version}"` });
    while (await of(ApplyBatchChunkHandler).execute());
    await decide(two, 'approved', (await requestOf(two)).contentHash);
    expect(await show(two)).toMatchObject({ status: 'validated' });
    expect(await registry.query('SELECT outcome FROM batch_release_request WHERE batch_id = $1', [two])).toEqual([
      { outcome: 'outdated' },
    ]);
    await post(two, 'release-request');
    await post(two, 'cancellation', ['scheduler'], { 'if-match': `"${(await show(two)).version}"` });
    expect(await sent('ProposalSourceChanged', two)).toMatchObject([{ data: { sourceVersion: 3 } }]);
    await decide(two, 'approved', (await requestOf(two)).contentHash);
    expect(await show(two)).toMatchObject({ status: 'cancelled' });
  });
});
