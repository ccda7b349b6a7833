import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ApprovalsAuditSealed, make } from '#contracts';
import { uuidFrom } from '#kernel';
import { AuditSealer } from '#platform';
import { eventually, testEndpoints, type ServiceUnderTest } from '#testing';
import { verifyTrail } from '../../../scripts/audit/verify-trail.js';
import { plan, request, startApprovals, submit } from './approvals.suite.js';
import { ApprovalsAuditConsumer } from './reactions/approvals-audit.consumer.js';

interface Trail {
  items: { position: number; subject: string; action: string; object: string; contentHash: string; result: string }[];
}

describe('the audit trail', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startApprovals();
  }, 60_000);
  afterAll(() => service.stop());

  /** Seals what waits, and brings the news to the witness, as the topic does. */
  async function seal(): Promise<void> {
    await service.app.get(AuditSealer).seal();
    const sealed = await service.database.query<ApprovalsAuditSealed>(
      `SELECT number, first_position::int AS "firstPosition", last_position::int AS "lastPosition", root,
         previous_hash AS "previousHash", hash
       FROM audit_seal ORDER BY number`,
    );
    for (const one of sealed)
      await request(service, ApprovalsAuditConsumer, make(ApprovalsAuditSealed, { ...one }), 'approvals');
  }
  const trail = async (): Promise<Trail['items']> => {
    const { body } = await service.call<Trail>('GET', '/v1/audit-trail?limit=1000', { as: ['auditor'] });
    return body.items;
  };
  /** What the independent check finds after some SQL of somebody who got past every refusal; nothing of it stays. */
  async function faultsAfter(...tampering: string[]): Promise<string[]> {
    const url = new URL(testEndpoints().adminUrl);
    url.pathname = `/${service.database.name}`;
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      for (const sql of tampering) await client.query(sql);
      return (await verifyTrail('approvals', client, client)).faults;
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
  }

  async function open(): Promise<{ id: string; contentHash: string }> {
    const submitted = plan();
    await submit(service, { plan: submitted });
    const { planId, contentHash } = submitted;
    return { id: uuidFrom('proposal', 'plan', planId, contentHash, 1), contentHash };
  }
  const approve = ({ id, contentHash }: { id: string; contentHash: string }, version = 1) =>
    service.call('POST', `/v1/proposals/${id}/decisions`, {
      as: ['reviewer'],
      subject: `reviewer-${id}`,
      headers: { 'idempotency-key': randomUUID(), 'if-match': `"${version}"` },
      body: { decision: 'approve', contentHash },
    });

  it('keeps each command with its effect, and each refused access, but no command that failed', async () => {
    const proposal = await open();
    expect((await approve(proposal)).status).toBe(200);
    expect((await approve(proposal)).status).toBe(412);
    expect(
      (await service.call('POST', `/v1/decisions`, { as: ['trainer'], subject: 'curious', body: {} })).status,
    ).toBe(403);
    expect((await service.call('GET', '/v1/proposals')).status).toBe(401);
    const records = await eventually(async () => {
      await service.app.get(AuditSealer).seal();
      const all = await trail();
      return all.length >= 5 ? all : undefined;
    }, 'five records are sealed');
    const about = ({ subject, action, object, result }: Trail['items'][number]) => [subject, action, object, result];
    expect(records.slice(0, 3).map(about)).toEqual([
      [expect.any(String), 'submit', `proposal ${proposal.id}`, 'open'],
      [`reviewer-${proposal.id}`, 'approve', `proposal ${proposal.id}`, 'open'],
      [`reviewer-${proposal.id}`, 'POST /v1/proposals/:id/decisions', proposal.id, 'done'],
    ]);
    // Refusals are written after their answers, so two of them may stand in either order.
    expect(new Set(records.slice(3).map(about))).toEqual(
      new Set([
        ['curious', 'POST /v1/decisions', '', '403'],
        ['', 'GET /v1/proposals', '', '401'],
      ]),
    );
    expect(records.slice(1, 3).map(({ contentHash }) => contentHash)).toEqual([
      proposal.contentHash,
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect(records.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  });

  it('proves one record under its seal, and is open to the auditor only', async () => {
    const { body } = await service.call<{ record: object; proof: object[]; seal: object }>(
      'GET',
      '/v1/audit-trail/4/proof',
      {
        as: ['auditor'],
      },
    );
    expect(body).toMatchObject({
      record: { position: 4, result: expect.stringMatching(/^40[13]$/) },
      seal: { number: expect.any(Number) },
    });
    const refused = await Promise.all(
      ['', '/verification', '/2/proof'].map(path =>
        service.call('GET', `/v1/audit-trail${path}`, { as: ['chairman'] }),
      ),
    );
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await service.call('GET', '/v1/audit-trail/99999/proof', { as: ['auditor'] })).status).toBe(404);
  });

  it('comes to rest: that its own seal was anchored is not one more record to seal', async () => {
    await open();
    await seal();
    expect(await service.database.query('SELECT fact FROM audit_pending')).toEqual([]);
  });

  it('refuses to be changed, and what gets past the refusal is found in six disguises', async () => {
    await seal();
    for (let n = 0; n < 5; n++) await approve(await open());
    await seal();
    expect(await faultsAfter()).toEqual([]);
    const { body } = await service.call('GET', '/v1/audit-trail/verification', { as: ['auditor'] });
    expect(body).toMatchObject({ valid: true, firstBrokenSeal: null });
    await expect(service.database.query(`UPDATE audit_record SET subject = 'x'`)).rejects.toThrow('written once');
    await expect(service.database.query('DELETE FROM audit_seal')).rejects.toThrow('written once');

    const last = 'SELECT max(position) FROM audit_record';
    const tampered: Record<string, string> = {
      edited: `UPDATE audit_record SET subject = 'chairman-1' WHERE position = (${last}) - 1`,
      deleted: `DELETE FROM audit_record WHERE position = (${last}) - 1`,
      reordered: `UPDATE audit_record SET position = CASE position WHEN (${last}) THEN (${last}) - 1 ELSE (${last}) END
        WHERE position >= (${last}) - 1`,
      inserted: `INSERT INTO audit_record SELECT position + 1, at, subject, address, action, object, content_hash, result
        FROM audit_record WHERE position = (${last})`,
      truncated: `WITH gone AS (DELETE FROM audit_seal WHERE number = (SELECT max(number) FROM audit_seal)
          RETURNING first_position) DELETE FROM audit_record WHERE position >= (SELECT first_position FROM gone)`,
      resealed: `UPDATE audit_seal SET hash = repeat('f', 64) WHERE number = (SELECT max(number) FROM audit_seal)`,
    };
    for (const [disguise, sql] of Object.entries(tampered)) {
      const faults = await faultsAfter('ALTER TABLE audit_record DROP CONSTRAINT audit_record_pkey', sql);
      expect([disguise, faults.length > 0]).toEqual([disguise, true]);
    }
    expect(await faultsAfter()).toEqual([]);
  });
});
