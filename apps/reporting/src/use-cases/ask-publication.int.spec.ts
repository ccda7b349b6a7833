import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  contentHashOf,
  make,
  ProposalDecided,
  type ProposalOutcome,
  type ReportingProposalRequested,
} from '#contracts';
import { canonicalJson, sha256 } from '#kernel';
import { Transaction, type Received } from '#messaging';
import type { ServiceUnderTest } from '#testing';
import { KeepHeadOnAuditSealed } from '../reactions/keep-head-on-audit-sealed.js';
import { PublishReportOnProposalDecided } from '../reactions/publish-report-on-proposal-decided.js';
import { startReporting } from '../reporting.suite.js';
import { tellSmallWorld } from '../small-world.suite.js';

interface Answer extends Record<string, unknown> {
  id: string;
  code?: string;
  contentHash: string;
  figures: object;
}
interface Sent {
  type: string;
  data: ReportingProposalRequested;
}

describe('the publication of a report', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startReporting('2025-07-02');
    await tellSmallWorld(service);
    // The relay deletes what it has sent: a copy is kept.
    await service.database.query(`
      CREATE TABLE published (n bigint GENERATED ALWAYS AS IDENTITY, type text, data jsonb);
      CREATE FUNCTION keep_published() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO public.published (type, data) VALUES (NEW.headers->>'ce_type', NEW.payload::jsonb);
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_published AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep_published();`);
  }, 60_000);
  afterAll(() => service.stop());

  const post = (path: string, body?: object, as = ['scheduler']) =>
    service.call<Answer>('POST', path, { as, ...(body && { body }), headers: { 'idempotency-key': randomUUID() } });
  const freeze = async () => (await post('/v1/reports', { period: 'half-year', year: 2025, asOf: '2025-06-20' })).body;
  const ask = (id: string, as?: string[]) => post(`/v1/reports/${id}/publication`, undefined, as);
  const sent = (type: string, id: string) =>
    service.database.query<Sent>(
      `SELECT type, data FROM published WHERE type = $1 AND $2 IN (data->>'sourceId', data->>'reportId') ORDER BY n`,
      [`reporting.${type}`, id],
    );
  const react = (work: (tx: Parameters<Parameters<Transaction['run']>[0]>[0]) => Promise<void>) =>
    service.app.get(Transaction, { strict: false }).run(work);
  const decide = (subjectId: string, outcome: ProposalOutcome, contentHash: string) => {
    const facts = {
      proposalId: randomUUID(),
      subjectType: 'report-publication',
      subjectId,
      contentHash,
      outcome,
      steps: [],
    };
    const data = make(ProposalDecided, facts as unknown as ProposalDecided);
    const event = { id: randomUUID(), data, correlationId: randomUUID() } as Received<ProposalDecided>;
    return react(tx => new PublishReportOnProposalDecided().handle([event], tx));
  };
  const listed = async (id: string) =>
    (await service.call<{ items: Answer[] }>('GET', '/v1/reports', { as: ['auditor'] })).body.items.find(
      one => one.id === id,
    )?.['publication'];

  it('is asked for with the figures to be seen, and happens when it was approved, once', async () => {
    const report = await freeze();
    expect(await sent('ReportPublished', report.id)).toEqual([]);
    expect((await ask(report.id)).status).toBe(202);
    const [request] = await sent('ProposalRequested', report.id);
    expect(request?.data).toMatchObject({
      kind: 'report-publication',
      editedBy: ['tester'],
      content: { sourceHash: report.contentHash, effect: expect.arrayContaining([{ code: 'people', value: 7 }]) },
    });
    expect(request?.data.contentHash).toBe(contentHashOf(request!.data.content));
    expect(await listed(report.id)).toBe('asked');
    await decide(report.id, 'approved', request!.data.contentHash);
    await decide(report.id, 'approved', request!.data.contentHash);
    expect(await sent('ReportPublished', report.id)).toMatchObject([{ data: { contentHash: report.contentHash } }]);
    expect(await listed(report.id)).toBe('approved');
    expect((await ask(report.id)).body.code).toBe('REPORTING.PUBLICATION_ASKED');
  });

  it('does not happen when it was returned, can be asked for again, and never for another content', async () => {
    const report = await freeze();
    await ask(report.id);
    expect((await ask(report.id)).status).toBe(409);
    const [first] = await sent('ProposalRequested', report.id);
    await decide(report.id, 'returned', first!.data.contentHash);
    expect(await sent('ReportPublished', report.id)).toEqual([]);
    expect((await ask(report.id)).body).toMatchObject({ attempt: 2 });
    const [, second] = await sent('ProposalRequested', report.id);
    // Approvals tells two requests of a frozen report apart by their version alone.
    expect(second!.data).toMatchObject({ sourceVersion: 2, contentHash: first!.data.contentHash });
    await expect(decide(report.id, 'approved', 'a'.repeat(64))).rejects.toMatchObject({
      code: 'REPORTING.NOT_WHAT_WAS_DECIDED',
    });
    expect(await sent('ReportPublished', report.id)).toEqual([]);
    await decide(report.id, 'approved', second!.data.contentHash);
    expect(await sent('ReportPublished', report.id)).toHaveLength(1);
    expect(await listed(report.id)).toBe('approved');
  });

  it('is asked for by a scheduler, of a report that exists', async () => {
    const report = await freeze();
    expect((await ask(report.id, ['reviewer'])).status).toBe(403);
    expect((await ask(randomUUID())).status).toBe(404);
  });

  it('prints the newest seal of the audit trails, under the hash of the report', async () => {
    const seal = (number: number) => ({ data: { number, hash: String(number).repeat(64) } }) as never;
    await react(tx => new KeepHeadOnAuditSealed().handle([seal(1), seal(3), seal(2)], tx));
    const { id, contentHash, auditHead } = await freeze();
    expect(auditHead).toEqual({ service: 'approvals', number: 3, hash: '3'.repeat(64) });
    const csv = await service.call<string>('GET', `/v1/reports/${id}`, {
      as: ['auditor'],
      headers: { accept: 'text/csv' },
    });
    expect(csv.body).toContain(`Seal of the audit trails,3 ${'3'.repeat(64)}`);
    const [{ content } = { content: '' }] = await service.database.query<{ content: string }>(
      'SELECT content FROM report WHERE id = $1',
      [id],
    );
    expect([contentHash, content.includes('auditHead')]).toEqual([sha256(canonicalJson(JSON.parse(content))), true]);
  });
});
