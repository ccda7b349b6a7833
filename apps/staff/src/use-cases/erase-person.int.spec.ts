import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { uuidFrom } from '#kernel';
import { AuditSealer } from '#platform';
import { batchFile, Registry } from '../registry.suite.js';
import { StaffConfig } from '../staff.config.js';
import { ApplyBatchChunkHandler } from './apply-batch-chunk.js';

const NAME = 'Quàng Thị Ngân';
const LEFT = uuidFrom('person', 'E-1');
const SERVING = uuidFrom('person', 'E-2');

describe('the name of somebody who left', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await Registry.start();
    await registry.importUnits();
    await apply(
      `E-1,${NAME},appoint,SNV,office-specialist,,2025-01-01`,
      'E-2,Cầm Văn Phúc,appoint,SNV,director,,2025-01-01',
      'E-1,,leave,,,,2025-03-01',
    );
  }, 120_000);
  afterAll(() => registry.stop());

  async function apply(...lines: string[]) {
    const { body } = await registry.upload(batchFile(...lines));
    await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id });
    while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
  }
  const erase = (id: string, revision: number, as = 'operator') =>
    registry.service.call<{ code?: string; detail?: string }>('POST', `/v1/people/${id}/erasure`, {
      as: [as],
      body: { decision: '5/QĐ-SNV' },
      headers: { 'if-match': `"${revision}"`, 'idempotency-key': randomUUID() },
    });
  const setYears = (years: number) => {
    registry.service.app.get(StaffConfig, { strict: false }).ARCHIVE_YEARS = years;
  };
  const seal = () => registry.service.app.get(AuditSealer, { strict: false }).seal();
  const trail = async () =>
    (
      await registry.service.call<{ valid: boolean; head: string }>('GET', '/v1/audit-trail/verification', {
        as: ['auditor'],
      })
    ).body;

  it('is kept for the archive period, while they serve, and from everybody but the operator', async () => {
    expect((await erase(LEFT, 2)).body.code).toBe('STAFF.ARCHIVE_PERIOD');
    setYears(0);
    expect((await erase(SERVING, 1)).body.code).toBe('STAFF.ARCHIVE_PERIOD');
    expect((await erase(LEFT, 1)).status).toBe(412);
    expect((await erase(LEFT, 2, 'scheduler')).status).toBe(403);
  });

  it('is forgotten everywhere, with history and audit trail whole', async () => {
    setYears(0);
    await seal();
    const before = await trail();
    expect((await erase(LEFT, 2)).status).toBe(200);
    expect((await erase(LEFT, 2)).body.code).toBe('STAFF.PERSON_ERASED');
    const { body } = await registry.service.call('GET', `/v1/people/${LEFT}`, { as: ['auditor'] });
    expect(body).toMatchObject({
      fullName: 'Đã xóa',
      status: 'left',
      holdings: [{ from: '2025-01-01', to: '2025-03-01' }],
    });
    const tables = await registry.query<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const holding: string[] = [];
    for (const { table } of tables)
      if ((await registry.query(`SELECT FROM "${table}" AS t WHERE t::text LIKE '%' || $1 || '%'`, [NAME])).length > 0)
        holding.push(table);
    expect([holding, tables.length > 15]).toEqual([[], true]);
    await seal();
    expect([before.valid, (await trail()).valid, (await trail()).head === before.head]).toEqual([true, true, false]);
  });

  it('stays marked as forgotten when somebody without it is appointed by hand', async () => {
    const byHand = (action: string, effectiveDate: string) =>
      registry.service.call('POST', `/v1/people/${LEFT}/reassignments`, {
        as: ['scheduler'],
        body: {
          action,
          unitCode: 'SNV',
          post: 'office-specialist',
          cause: 'appointment',
          effectiveDate,
          decision: '9',
        },
        headers: { 'idempotency-key': randomUUID() },
      });
    expect((await byHand('appoint', '2025-06-01')).status).toBe(201);
    expect((await byHand('leave', '2025-07-01')).status).toBe(201);
    expect(
      await registry.query('SELECT full_name, erased_at IS NOT NULL AS erased FROM person WHERE id = $1', [LEFT]),
    ).toEqual([{ full_name: 'Đã xóa', erased: true }]);
  });

  it('cannot be written back beside the mark, and comes back when the person does', async () => {
    await expect(registry.query(`UPDATE person SET full_name = 'X' WHERE id = $1`, [LEFT])).rejects.toThrow(
      'erased_has_no_name',
    );
    await apply(`E-1,${NAME},appoint,SNV,office-specialist,,2025-09-01`);
    expect(await registry.query('SELECT full_name, erased_at FROM person WHERE id = $1', [LEFT])).toEqual([
      { full_name: NAME, erased_at: null },
    ]);
  });
});
