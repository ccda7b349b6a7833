import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { eventually, type ServiceUnderTest } from '#testing';
import { OutsideWorkflow, type Paper, type Told } from '../../../test/outside-workflow/outside-workflow.js';
import { plan, startApprovals, submit } from './approvals.suite.js';
import { SendWebhooksHandler } from './use-cases/send-webhooks.js';

const PDF = Buffer.from('%PDF-1.7\nQuyết định 12/QĐ-SNV\n%%EOF\n');
const PAPER: Paper = { decision: 'approve', reference: '12/QĐ-SNV', pdf: PDF };
type Answer = Record<string, unknown> & { id: string; code?: string };

describe('an outside workflow', () => {
  let service: ServiceUnderTest;
  let outside: OutsideWorkflow;
  let decide: (told: Told) => Paper | undefined;
  const key = randomBytes(32).toString('base64');
  beforeAll(async () => {
    service = await startApprovals({ WEBHOOK_KEY: key, WEBHOOK_HOSTS: '127.0.0.1' });
  }, 60_000);
  afterAll(() => service.stop());
  beforeEach(async () => {
    decide = () => undefined;
    outside = await OutsideWorkflow.start({
      approvals: service.url,
      token: () => service.issuer.token({ subject: 'outside-workflow', roles: ['reviewer'] }),
      decide: told => decide(told),
    });
  });

  const asOperator = (method: string, path: string, body?: object) =>
    service.call<Answer>(method, path, { as: ['operator'], ...(body ? { body } : {}) });
  const register = async (body: object = {}) => {
    const { body: webhook } = await asOperator('POST', '/v1/webhooks', { url: outside.url, ...body });
    outside.secret = String(webhook['secret']);
    return webhook.id;
  };
  /** Ends what the test began; the next one has an address of its own. */
  const end = async (id: string) => {
    await outside.stop();
    await asOperator('DELETE', `/v1/webhooks/${id}`);
  };
  const send = () => service.app.get(SendWebhooksHandler).execute();
  const open = async (): Promise<string> => {
    const submitted = plan();
    await submit(service, { plan: submitted });
    const [row] = await service.database.query<{ id: string }>('SELECT id FROM proposal WHERE subject_id = $1', [
      submitted.planId,
    ]);
    return row!.id;
  };
  const read = async (id: string) =>
    (await service.call<Answer>('GET', `/v1/proposals/${id}`, { as: ['auditor'] })).body;
  const deliveries = (webhook: string) =>
    service.database.query<{ status: string; attempts: number; answer: string | null; due: boolean }>(
      `SELECT status, attempts, answer, due_at <= now() AS due FROM webhook_delivery WHERE webhook_id = $1 ORDER BY number`,
      [webhook],
    );

  it('is told of a task, reads it, attaches its paper, and decides once with its own number', async () => {
    decide = ({ data }) => (data.role === 'reviewer' ? PAPER : undefined);
    const webhook = await register();
    const id = await open();
    await send();
    const proposal = await eventually(
      async () => {
        const now = await read(id);
        return now['waitsFor'] === 'chairman' ? now : undefined;
      },
      'the outside workflow has decided',
      { timeoutMs: 10_000, everyMs: 20 },
    );
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    expect(proposal).toMatchObject({
      steps: [{ decidedBy: 'outside-workflow', decision: 'approve', outsideReference: '12/QĐ-SNV' }],
      documents: [{ sha256, mediaType: 'application/pdf', bytes: PDF.length, attachedBy: 'outside-workflow' }],
    });
    const [{ id: documentId }] = proposal['documents'] as [{ id: string }];
    expect(proposal['steps']).toMatchObject([{ documentId }]);
    await send();
    expect(outside.told.map(({ type, data }) => [type, data.role])).toEqual([
      ['task.opened', 'reviewer'],
      ['task.decided', 'reviewer'],
      ['task.opened', 'chairman'],
    ]);
    expect([outside.faults, outside.forged]).toEqual([[], 0]);
    await end(webhook);
  });

  it('is told again when its answer was lost, under the same id, and of nothing that was rolled back', async () => {
    const webhook = await register({ roles: ['reviewer'] });
    outside.troubles.push(500);
    const id = await open();
    const refused = await service.call('POST', `/v1/proposals/${id}/decisions`, {
      as: ['reviewer'],
      headers: { 'if-match': '"1"', 'idempotency-key': randomUUID() },
      body: { decision: 'return', contentHash: 'aa'.repeat(32) },
    });
    expect(refused.status).toBe(422);
    await send();
    expect(await deliveries(webhook)).toEqual([{ status: 'waiting', attempts: 1, answer: '500', due: false }]);
    await send();
    expect(outside.calls).toBe(1);
    await service.database.query(`UPDATE webhook_delivery SET due_at = now() WHERE webhook_id = $1`, [webhook]);
    await send();
    expect(await deliveries(webhook)).toMatchObject([{ status: 'delivered', attempts: 2, answer: '200' }]);
    expect([outside.calls, outside.told.length]).toEqual([2, 1]);
    await end(webhook);
  });

  it('is given up after ten attempts, and told again when the operator says so', async () => {
    const webhook = await register();
    const id = await open();
    await service.database.query(`UPDATE webhook_delivery SET attempts = 9 WHERE webhook_id = $1`, [webhook]);
    outside.troubles.push(503);
    await send();
    const list = await asOperator('GET', `/v1/webhooks/${webhook}/deliveries?status=failed`);
    const [failed] = list.body['items'] as Answer[];
    expect(failed).toMatchObject({ attempts: 10, answer: '503', payload: { data: { proposalId: id } } });
    const again = `/v1/webhooks/${webhook}/deliveries/${failed!.id}/redelivery`;
    expect((await asOperator('POST', again)).status).toBe(202);
    await send();
    expect(outside.told).toMatchObject([{ id: failed!.id, type: 'task.opened' }]);
    await end(webhook);
  });

  it('says 410, and is never called again', async () => {
    const webhook = await register();
    outside.troubles.push(410);
    await open();
    await send();
    await open();
    await send();
    expect(outside.calls).toBe(1);
    const { body } = await asOperator('GET', '/v1/webhooks');
    expect(body['items']).toEqual([]);
    await end(webhook);
  });

  it('changes its secret without a gap: both sign for a day, then the new one alone', async () => {
    const webhook = await register();
    const former = outside.secret;
    const { body } = await asOperator('POST', `/v1/webhooks/${webhook}/secret`);
    await open();
    await send();
    outside.secret = String(body['secret']);
    await open();
    await send();
    expect([outside.calls, outside.forged]).toEqual([2, 0]);
    outside.secret = former;
    await service.database.query(`UPDATE webhook SET former_until = now() WHERE id = $1`, [webhook]);
    await open();
    await send();
    expect([outside.calls, outside.forged]).toEqual([2, 1]);
    const [stored] = await service.database.query<{ clear: boolean }>(
      `SELECT position($2::bytea IN secret) > 0 AS clear FROM webhook WHERE id = $1`,
      [webhook, Buffer.from(String(body['secret']))],
    );
    expect(stored).toEqual({ clear: false });
    await end(webhook);
  });

  it.each([
    ['https://elsewhere.example/hook', 'APPROVALS.WEBHOOK_HOST'],
    ['http://169.254.169.254/latest', 'APPROVALS.WEBHOOK_HOST'],
    ['file:///etc/passwd', 'APPROVALS.WEBHOOK_ADDRESS'],
  ])('cannot be %s', async (url, code) => {
    const { status, body } = await asOperator('POST', '/v1/webhooks', { url });
    expect([status, body.code]).toEqual([422, code]);
    await outside.stop();
  });

  it('has an address once, and only from an operator', async () => {
    const webhook = await register();
    expect((await asOperator('POST', '/v1/webhooks', { url: outside.url })).status).toBe(409);
    const stranger = await service.call('POST', '/v1/webhooks', { as: ['chairman'], body: { url: outside.url } });
    expect(stranger.status).toBe(403);
    await end(webhook);
  });

  it('attaches only what it says it is, in size, and to this proposal', async () => {
    const [id, other] = [await open(), await open()];
    const attach = (content: Buffer, type = 'application/pdf', to = id) =>
      service.call<Answer>('POST', `/v1/proposals/${to}/documents`, {
        as: ['reviewer'],
        subject: 'reviewer-1',
        raw: { type, content },
      });
    const codes = [
      await attach(Buffer.from('<script>'), 'application/pdf'),
      await attach(PDF, 'image/png'),
      await attach(PDF, 'text/html'),
      await attach(Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)])),
    ].map(({ status, body }) => [status, body.code]);
    expect(codes).toEqual([
      [400, 'APPROVALS.DOCUMENT_TYPE'],
      [400, 'APPROVALS.DOCUMENT_TYPE'],
      [400, 'APPROVALS.DOCUMENT_TYPE'],
      [400, 'APPROVALS.DOCUMENT_TOO_LARGE'],
    ]);
    const [first, again, there] = [await attach(PDF), await attach(PDF), await attach(PDF, 'application/pdf', other)];
    expect([first.status, again.status, there.status, first.body.id === again.body.id]).toEqual([201, 200, 201, true]);
    const foreign = await service.call<Answer>('POST', `/v1/proposals/${id}/decisions`, {
      as: ['reviewer'],
      headers: { 'if-match': '"1"', 'idempotency-key': randomUUID() },
      body: { decision: 'approve', contentHash: 'aa'.repeat(32), documentId: there.body.id },
    });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'APPROVALS.DOCUMENT_UNKNOWN']);
    const file = await service.call<string>('GET', `/v1/proposals/${id}/documents/${first.body.id}`, {
      as: ['auditor'],
    });
    expect([file.headers.get('content-type'), file.headers.get('content-disposition'), file.body]).toEqual([
      'application/pdf',
      `attachment; filename="${first.body.id}.pdf"`,
      PDF.toString('utf8'),
    ]);
    for (const change of [`UPDATE document SET content = 'x'`, `DELETE FROM document`])
      await expect(service.database.query(change)).rejects.toThrow('written once');
    await outside.stop();
  });
});
