import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ApprovalsAuditSealed, make } from '#contracts';
import { uuidFrom } from '#kernel';
import { AuditSealer } from '#platform';
import { eventually, testEndpoints, type ServiceUnderTest } from '#testing';
import type { Fault } from '../../../scripts/audit/fault.js';
import { recordHash, rootOf, sealHash } from '../../../scripts/audit/trail-hashes.js';
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
  /** The trail when so many records have their place in it. */
  const sealedRecords = (number: number): Promise<Trail['items']> =>
    eventually(async () => {
      await service.app.get(AuditSealer).seal();
      const all = await trail();
      return all.length >= number ? all : undefined;
    }, `${number} records are sealed`);
  /** What the independent check finds after some SQL of somebody who got past every refusal; nothing of it stays. */
  async function faultsAfter(...tampering: (string | ((client: pg.Client) => Promise<unknown>))[]): Promise<Fault[]> {
    const url = new URL(testEndpoints().adminUrl);
    url.pathname = `/${service.database.name}`;
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      for (const step of tampering) await (typeof step === 'string' ? client.query(step) : step(client));
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
    // A refusal is written after its answer, so the next one waits until it has its place.
    await sealedRecords(4);
    expect((await service.call('GET', '/v1/proposals')).status).toBe(401);
    const records = await sealedRecords(5);
    const about = ({ subject, action, object, result }: Trail['items'][number]) => [subject, action, object, result];
    expect(records.map(about)).toEqual([
      [expect.any(String), 'submit', `proposal ${proposal.id}`, 'open'],
      [`reviewer-${proposal.id}`, 'approve', `proposal ${proposal.id}`, 'open'],
      [`reviewer-${proposal.id}`, 'POST /v1/proposals/:id/decisions', proposal.id, 'done'],
      ['curious', 'POST /v1/decisions', '', '403'],
      ['', 'GET /v1/proposals', '', '401'],
    ]);
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
      record: { position: 4, result: '403' },
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
    // A refusal is kept beside its answer, so the last one of the case before may come after a seal.
    await eventually(async () => {
      await open();
      await seal();
      expect(await service.database.query('SELECT fact FROM audit_pending')).toEqual([]);
      return true;
    }, 'nothing is left to seal');
  });

  /** Seals the last records anew, with hashes that fit: only the witness knows better. */
  async function sealAgain(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ number: number; first: number; last: number; previous: string }>(
      `SELECT number, first_position::int AS first, last_position::int AS last, previous_hash AS previous
       FROM audit_seal ORDER BY number DESC LIMIT 1`,
    );
    const last = rows[0]!;
    const records = await client.query<Record<string, string | number>>(
      `SELECT position::int AS position, at, subject, address, action, object, content_hash AS "contentHash", result
       FROM audit_record WHERE position BETWEEN $1 AND $2 ORDER BY position`,
      [last.first, last.last],
    );
    const root = rootOf(records.rows.map(recordHash));
    const hash = sealHash({ ...last, root });
    await client.query('UPDATE audit_seal SET root = $2, hash = $3 WHERE number = $1', [last.number, root, hash]);
  }

  it('refuses to be changed, and what gets past the refusal is found and called by its name', async () => {
    await seal();
    for (let n = 0; n < 5; n++) await approve(await open());
    await seal();
    expect(await faultsAfter()).toEqual([]);
    const { body } = await service.call('GET', '/v1/audit-trail/verification', { as: ['auditor'] });
    expect(body).toMatchObject({ valid: true, firstBrokenSeal: null, faults: [], faultCount: 0 });
    await expect(service.database.query(`UPDATE audit_record SET subject = 'x'`)).rejects.toThrow('written once');
    await expect(service.database.query('DELETE FROM audit_seal')).rejects.toThrow('written once');

    const last = 'SELECT max(position) FROM audit_record';
    const far = `(SELECT first_position FROM audit_seal ORDER BY number DESC LIMIT 1)`;
    const swap = (one: string, other: string) =>
      `UPDATE audit_record SET position = CASE position WHEN (${one}) THEN (${other}) ELSE (${one}) END
       WHERE position IN ((${one}), (${other}))`;
    const edit = `UPDATE audit_record SET subject = 'chairman-1' WHERE position = (${last}) - 1`;
    const tampered: Partial<Record<Fault['kind'], (string | ((client: pg.Client) => Promise<unknown>))[][]>> = {
      edited: [[edit], [`UPDATE audit_record SET at = '2020-01-01T00:00:00.000+07:00' WHERE position = (${last})`]],
      deleted: [
        [`DELETE FROM audit_record WHERE position = (${last}) - 1`],
        [`DELETE FROM audit_record WHERE position = (${last})`],
        [`DELETE FROM audit_seal WHERE number = 1`, `DELETE FROM audit_record WHERE position <= 5`],
      ],
      reordered: [[swap(last, `(${last}) - 1`)], [swap(last, far)]],
      inserted: [
        [
          `INSERT INTO audit_record SELECT position + 1, at, subject, address, action, object, content_hash, result
           FROM audit_record WHERE position = (${last})`,
        ],
        [
          `INSERT INTO audit_record SELECT position - 1, at, subject, address, action, object, content_hash, result
           FROM audit_record WHERE position = (${last})`,
        ],
      ],
      truncated: [
        [
          `WITH gone AS (DELETE FROM audit_seal WHERE number = (SELECT max(number) FROM audit_seal)
             RETURNING first_position) DELETE FROM audit_record WHERE position >= (SELECT first_position FROM gone)`,
        ],
        [`DELETE FROM audit_seal WHERE number = (SELECT max(number) FROM audit_seal)`],
      ],
      resealed: [
        [`UPDATE audit_seal SET hash = repeat('f', 64) WHERE number = (SELECT max(number) FROM audit_seal)`],
        [edit, sealAgain],
        [
          `DELETE FROM audit_record WHERE position = (${last})`,
          `UPDATE audit_seal SET last_position = last_position - 1 WHERE number = (SELECT max(number) FROM audit_seal)`,
          sealAgain,
        ],
      ],
    };
    for (const [kind, ways] of Object.entries(tampered))
      for (const way of ways) {
        const faults = await faultsAfter('ALTER TABLE audit_record DROP CONSTRAINT audit_record_pkey', ...way);
        const kinds = [...new Set(faults.map(one => one.kind))];
        expect({ way, faults, kinds }).toEqual({ way, faults, kinds: [kind] });
      }
    expect(await faultsAfter()).toEqual([]);
  });

  it('names every fault to the auditor, not only the first', async () => {
    const verified = async () =>
      (
        await service.call<{
          valid: boolean;
          records: number;
          firstBrokenSeal: number;
          faults: { kind: string; seal: number; positions: number[] }[];
          faultCount: number;
        }>('GET', '/v1/audit-trail/verification', { as: ['auditor'] })
      ).body;
    const seals = () =>
      service.database.query<{ number: number; first: number; last: number }>(
        'SELECT number, first_position::int AS first, last_position::int AS last FROM audit_seal ORDER BY number',
      );
    for (let n = 0; n < 2; n++) {
      await approve(await open());
      await seal();
    }
    const [a, b, c] = (await seals()).filter(({ first, last }) => last > first).slice(-3);
    expect((await verified()).faultCount).toBe(0);
    const tamper = [
      `UPDATE audit_record SET subject = 'chairman-1' WHERE position = ${a!.last}`,
      `DELETE FROM audit_record WHERE position IN (${b!.first}, ${b!.last})`,
      `UPDATE audit_seal SET hash = repeat('f', 64) WHERE number = ${c!.number}`,
    ];
    await service.database.query(
      `SET session_replication_role = replica; ${tamper.join('; ')}; RESET session_replication_role`,
    );
    const found = await verified();
    expect(found.faults.slice(0, 4)).toEqual([
      { kind: 'edited', seal: a!.number, positions: [a!.first, a!.last] },
      { kind: 'deleted', seal: b!.number, positions: [b!.first] },
      { kind: 'deleted', seal: b!.number, positions: [b!.last] },
      { kind: 'resealed', seal: c!.number, positions: [] },
    ]);
    expect(found).toMatchObject({ valid: false, firstBrokenSeal: a!.number, faultCount: found.faults.length });
    const byOthers = (await faultsAfter()).filter(({ text }) => !text.includes('witness'));
    expect(found.faults.map(({ kind }) => kind)).toEqual(byOthers.map(({ kind }) => kind));
  });
});
