import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { contentHashOf, EnrollmentProposalRequested, make, type ProposalContent } from '#contracts';
import { uuidFrom } from '#kernel';
import { queryRows } from '#messaging';
import { withinScope } from '#platform';
import { cursorAfter, type ServiceUnderTest } from '#testing';
import { request, startApprovals } from './approvals.suite.js';
import { EnrollmentRequestConsumer } from './reactions/enrollment-request.consumer.js';

const [PROVINCE, OURS, THEIRS] = [randomUUID(), randomUUID(), randomUUID()];
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n');

describe('an officer in the approval workflow', () => {
  let service: ServiceUnderTest;
  let ours: string;
  let theirs: string;
  let all: string;
  beforeAll(async () => {
    service = await startApprovals({ NANGLUC_BUSINESS_DATE: '2026-05-04' });
    ours = await open('head-of-ours', OURS, PROVINCE);
    theirs = await open('head-of-theirs', THEIRS, PROVINCE);
    all = await open('system');
    await service.database.query(
      `INSERT INTO document (id, proposal_id, media_type, content, sha256, attached_by, attached_at)
       SELECT $1, $1, 'application/pdf', $2, encode(sha256($2), 'hex'), 'x', now()`,
      [theirs, PDF],
    );
  }, 60_000);
  afterAll(() => service.stop());

  const open = (submittedBy: string, ...unitIds: string[]) => ask({ submittedBy, unitIds });
  async function ask(about: Pick<EnrollmentProposalRequested, 'submittedBy' | 'unitIds' | 'parts'>): Promise<string> {
    const content: ProposalContent = {
      sourceHash: 'c'.repeat(64),
      effect: [{ code: 'people', value: 3 }],
      price: [],
      checks: [],
      items: [],
    };
    const contentHash = contentHashOf(content);
    const [sourceId, sourceVersion, kind] = [randomUUID(), 1, 'bulk-waiver' as const];
    const facts = { kind, sourceId, sourceVersion, editedBy: [], content, contentHash, ...about };
    await request(service, EnrollmentRequestConsumer, make(EnrollmentProposalRequested, facts));
    return uuidFrom('proposal', kind, sourceId, contentHash, sourceVersion);
  }
  interface Shown {
    code?: string;
    id: string;
    contentHash: string;
    currentStep: number;
    unitsToApprove: string[];
    items: { id: string }[];
  }
  const call = (
    method: string,
    path: string,
    units: string[],
    { subject = 'officer', body = {} }: { subject?: string; body?: object } = {},
  ) =>
    service.call<Shown>(method, path, {
      as: ['hr-officer'],
      subject,
      units,
      headers: { 'idempotency-key': randomUUID(), 'if-match': '"1"' },
      ...(method === 'GET' ? {} : { body }),
    });
  const listed = async (units: string[], subject?: string) =>
    (await call('GET', '/v1/proposals', units, subject ? { subject } : {})).body.items.map(({ id }) => id);

  it('is shown what is about the own units, and about the whole province', async () => {
    expect(await listed([OURS])).toEqual([ours, all]);
    expect(await listed([PROVINCE])).toEqual([ours, theirs, all]);
    expect(await listed([])).toEqual([all]);
  });

  it('does not escape by an id, a cursor, a paper or a command', async () => {
    const decision = { decision: 'approve', contentHash: 'x' };
    const refused = [
      await call('GET', `/v1/proposals/${theirs}`, [OURS]),
      await call('GET', `/v1/proposals/${theirs}/documents/${theirs}`, [OURS]),
      await call('GET', `/v1/proposals/${ours}/documents/${theirs}`, [OURS]),
      await call('POST', `/v1/proposals/${theirs}/claim`, [OURS]),
      await call('POST', `/v1/proposals/${theirs}/decisions`, [OURS], { body: decision }),
      await call('POST', `/v1/proposals/${theirs}/withdrawal`, [OURS]),
      await service.call('POST', `/v1/proposals/${theirs}/documents`, {
        as: ['hr-officer'],
        units: [OURS],
        raw: { type: 'application/pdf', content: PDF },
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
    const [first] = await service.database.query<{ number: number }>('SELECT number::int FROM proposal WHERE id = $1', [
      ours,
    ]);
    const after = (units: string[]) => `/v1/proposals?after=${cursorAfter('/v1/proposals', [first!.number], units)}`;
    expect((await call('GET', after([OURS]), [OURS])).body.items.map(({ id }) => id)).toEqual([all]);
    expect(await call('GET', after([THEIRS]), [OURS])).toMatchObject({
      status: 400,
      body: { code: 'HTTP.CURSOR_INVALID' },
    });
    expect((await call('GET', `/v1/proposals/${theirs}/documents/${theirs}`, [THEIRS])).status).toBe(200);
  });

  it('is shown what the officer wrote, wherever it is about', async () => {
    expect(await listed([OURS], 'head-of-theirs')).toEqual([ours, theirs, all]);
  });

  it('sees what the one sees whom the officer stands in for, as long as that lasts', async () => {
    await service.database.query(
      `INSERT INTO delegation (id, kind, from_subject, to_subject, role, valid, reason, created_by)
       VALUES ($1, 'delegation', 'reviewer-1', 'deputy', 'reviewer', '[2026-05-01,2026-05-11)', 'x', 'reviewer-1')`,
      [randomUUID()],
    );
    expect(await listed([OURS], 'deputy')).toEqual([ours, theirs, all]);
    await service.database.query('UPDATE delegation SET revoked_at = now()');
    expect(await listed([OURS], 'deputy')).toEqual([ours, all]);
  });

  it('approves for the own unit, when it is about several, and for no other', async () => {
    const elsewhere = randomUUID();
    const parts = [OURS, THEIRS].map(unitId => ({ unitId, aboveIds: [PROVINCE] }));
    const id = await ask({ submittedBy: 'scheduler', unitIds: [PROVINCE], parts });
    const read = async (units: string[]) => (await call('GET', `/v1/proposals/${id}`, units)).body;
    const approve = async (subject: string, units: string[], version: number) => {
      const body = { decision: 'approve', contentHash: (await read([PROVINCE])).contentHash };
      const { status, body: answer } = await service.call<Shown>('POST', `/v1/proposals/${id}/decisions`, {
        as: ['hr-officer'],
        subject,
        units,
        headers: { 'idempotency-key': randomUUID(), 'if-match': `"${version}"` },
        body,
      });
      return [status, answer.code ?? answer.currentStep];
    };
    expect((await read([OURS])).unitsToApprove).toEqual([OURS, THEIRS]);
    expect(await approve('nobody of theirs', [elsewhere], 1)).toEqual([404, 'APPROVALS.PROPOSAL_UNKNOWN']);
    expect(await approve('officer of ours', [OURS], 1)).toEqual([200, 0]);
    expect(await read([THEIRS])).toMatchObject({ unitsToApprove: [THEIRS], steps: [{ unitIds: [OURS] }] });
    expect(await approve('another of ours', [OURS], 2)).toEqual([409, 'APPROVALS.UNITS_APPROVED']);
    expect(await approve('officer of ours', [THEIRS], 2)).toEqual([422, 'APPROVALS.SECOND_STEP_BY_SAME_PERSON']);
    expect(await approve('officer of theirs', [THEIRS], 2)).toEqual([200, 1]);
    expect(await read([OURS])).toMatchObject({ unitsToApprove: [], waitsFor: 'reviewer' });
    const above = await ask({ submittedBy: 'scheduler', unitIds: [], parts });
    expect((await call('GET', `/v1/proposals/${above}`, [PROVINCE])).body.unitsToApprove).toEqual([OURS, THEIRS]);
  });

  it('is bound by the database, whatever a query forgets; without a caller it shows nothing', async () => {
    const dataSource = service.app.get(DataSource);
    const seen = (units: string[], subject: string, sql: string) =>
      withinScope({ units, on: '2026-05-04', subject }, () => queryRows<{ id: string }>(dataSource, sql));
    for (const sql of ['SELECT proposal_id AS id FROM document', 'SELECT proposal_id AS id FROM task_event'])
      expect((await seen([OURS], 'officer', sql)).map(({ id }) => id)).not.toContain(theirs);
    expect(await seen([OURS], '', 'SELECT id FROM proposal')).toEqual([]);
    expect((await seen([THEIRS], 'officer', 'SELECT proposal_id AS id FROM document')).map(({ id }) => id)).toEqual([
      theirs,
    ]);
  });
});
