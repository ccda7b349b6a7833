import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { parse } from 'csv-parse/sync';
import { uuidFrom } from '#kernel';
import type { Problem } from '#platform';
import { eventually } from '#testing';
import type { BatchView } from './database/batch-view.js';
import { batchFile, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import { CheckBatchHandler } from './use-cases/check-batch.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
}, 120_000);
afterAll(() => registry.stop());

/** A batch, or why there is none. */
type Shown = Omit<BatchView, 'status'> & Omit<Problem, 'status'> & { status: unknown };

const path = (id: string, end = '') => `/v1/reassignment-batches/${id}${end}`;
const show = async (id: string) => (await registry.service.call<BatchView>('GET', path(id), { as: ['auditor'] })).body;
const send = (
  content: string | Buffer,
  { type = 'text/csv', prefer = 'respond-async', subject = 'tester', query = '' },
) =>
  registry.service.call<Shown>('POST', `/v1/reassignment-batches?name=n&cause=appointment&decision=d${query}`, {
    as: ['hr-officer'],
    subject,
    headers: { prefer },
    raw: { type, content },
  });
const people = (prefix: string, count: number) =>
  Array.from({ length: count }, (_none, n) => `${prefix}-${n},Lò Thị ${n},appoint,SNV,office-specialist,,2025-01-01`);

describe('a file taken in as a job', () => {
  it('is answered at once with its place, and read and compared step by step, each person as a whole', async () => {
    // The second row of everybody stands in another step of reading than the first, and before it.
    const later = people('J', 12_000).map(line =>
      line
        .replace('appoint', 'reassign')
        .replace('SNV', '03646')
        .replace('office-specialist', 'party-secretary')
        .replace('01-01', '02-01'),
    );
    const answer = await send(batchFile(...later, ...people('J', 12_000)), {});
    expect(answer).toMatchObject({ status: 202, body: { status: 'checking' } });
    expect(answer.headers.get('location')).toBe(path(answer.body.id));
    await eventually(async () => (await show(answer.body.id)).status !== 'checking', 'the check has ended');
    expect(await show(answer.body.id)).toMatchObject({
      status: 'validated',
      rows: 24_000,
      readRows: 24_000,
      checkedRows: 24_000,
      faults: 0,
    });
    const steps = await registry.query(
      `SELECT count(*)::int AS people FROM reassignment_row a JOIN reassignment_row b USING (batch_id, person_id)
       WHERE batch_id = $1 AND a.action = 'appoint' AND b.action = 'reassign' AND a.position < b.position`,
      [answer.body.id],
    );
    expect(steps).toEqual([{ people: 12_000 }]);
    // In the order of ids, which is that of the tables and indexes (ADR 43), also from one step to the next.
    const back = await registry.query(
      `SELECT FROM (
         SELECT person_id, lag(person_id) OVER (ORDER BY position) AS before FROM reassignment_row WHERE batch_id = $1) AS rows
       WHERE person_id < before`,
      [answer.body.id],
    );
    expect(back).toEqual([]);
    for (const table of ['batch_draft', 'upload', 'upload_part'])
      expect(await registry.query(`SELECT FROM ${table}`)).toEqual([]);
  });

  it('may be an Excel workbook', async () => {
    const book = new ExcelJS.Workbook();
    const lines = batchFile('X-1,Hà Thị Ỹ,appoint,SNV,director,focal-point,2025-03-01').trim().split('\n');
    book.addWorksheet().addRows(lines.map(line => line.split(',')));
    const answer = await send(Buffer.from(await book.xlsx.writeBuffer()), { type: XLSX, prefer: 'wait=30' });
    expect(answer).toMatchObject({ status: 201, body: { status: 'validated', rows: 1 } });
    expect(
      await registry.query('SELECT full_name, duties FROM reassignment_row WHERE batch_id = $1', [answer.body.id]),
    ).toEqual([{ full_name: 'Hà Thị Ỹ', duties: ['focal-point'] }]);
  });

  it('tells every error by row and field in a file, in both languages and safe for a spreadsheet', async () => {
    const wrong = ['=1+1,A,appoint,SNV,king,,2025-01-01', 'E-1,A,appoint,99999,director,,2025-01-01'];
    const { status, body, headers } = await send(batchFile(...wrong), { prefer: 'wait=30' });
    expect([status, body.errorCount]).toEqual([422, 3]);
    const file = await registry.service.call<string>('GET', `${headers.get('location')}/errors`, {
      as: ['hr-officer'],
    });
    expect(file.headers.get('content-type')).toContain('text/csv');
    const rows = parse<Record<string, string>>(file.body, { columns: true, bom: true });
    expect(rows.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '2 staffCode STAFF.ROW_MALFORMED',
      '2 post STAFF.POST_UNKNOWN',
      '3 unitCode STAFF.UNIT_UNKNOWN',
    ]);
    expect(rows[2]).toMatchObject({ vi: 'Không có đơn vị mã “99999” tại ngày 2025-01-01', en: /99999/ });
    expect((await registry.service.call('GET', path(uuidFrom('x'), '/errors'), { as: ['auditor'] })).status).toBe(404);
    expect((await registry.service.call('GET', path(uuidFrom('x'), '/errors'), { as: ['trainer'] })).status).toBe(403);
  });

  it('goes on in another process when the one that checked it died, and the dead one cannot write any more', async () => {
    const { body } = await send(batchFile(...people('K', 3)), {});
    await eventually(async () => (await show(body.id)).status === 'validated', 'the check has ended');
    // As if the process had died between two steps: still checking, with a lease that ran out.
    const [upload] = await registry.query<{ id: string }>(
      `WITH u AS (INSERT INTO upload (id, format) VALUES (gen_random_uuid(), 'csv') RETURNING id)
       INSERT INTO upload_part SELECT id, 0, $1 FROM u RETURNING upload_id AS id`,
      [Buffer.from(batchFile(...people('K', 4)))],
    );
    await registry.query(
      `UPDATE reassignment_batch SET status = 'checking', row_count = 0, upload_id = $2, check_until = now() - interval '1 s'
       WHERE id = $1`,
      [body.id, upload?.id],
    );
    const check = registry.service.app.get(CheckBatchHandler, { strict: false });
    expect(await Promise.all([check.execute(), check.execute()])).toEqual(expect.arrayContaining([true, false]));
    expect(await show(body.id)).toMatchObject({ status: 'validated', rows: 4 });
    expect(await registry.query('SELECT FROM reassignment_row WHERE batch_id = $1', [body.id])).toHaveLength(4);
  });
});

describe('a batch before its release', () => {
  const release = (id: string, subject: string, version = 1) =>
    registry.service.call<Problem>('POST', path(id, '/release'), {
      as: ['scheduler'],
      subject,
      headers: { 'if-match': `"${version}"`, 'idempotency-key': `${id} ${subject}` },
    });
  const cancel = (id: string, as = ['hr-officer'], version = 1) =>
    registry.service.call<Shown>('POST', path(id, '/cancellation'), {
      as,
      headers: { 'if-match': `"${version}"`, 'idempotency-key': `cancel ${id} ${as.join()}` },
    });

  it('of more than 200 rows needs a second person, in the database too', async () => {
    const { body } = await send(batchFile(...people('S', 201)), { prefer: 'wait=30', subject: 'minh' });
    expect(body).toMatchObject({ secondPerson: true, uploadedBy: 'minh' });
    expect(await release(body.id, 'minh')).toMatchObject({ status: 403, body: { code: 'STAFF.SECOND_PERSON_NEEDED' } });
    await expect(
      registry.query(
        `UPDATE reassignment_batch SET status = 'releasing', released_by = 'minh', released_at = now() WHERE id = $1`,
        [body.id],
      ),
    ).rejects.toThrow('reassignment_batch_second_person');
    expect((await release(body.id, 'hoa')).status).toBe(202);
    while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
    expect(await show(body.id)).toMatchObject({ status: 'released', appliedRows: 201, releasedBy: 'hoa' });
    expect(await cancel(body.id)).toMatchObject({ status: 409, body: { code: 'STAFF.BATCH_RELEASED' } });
  });

  it('is cancelled once, by its present version, and never released afterwards', async () => {
    const { body } = await send(batchFile(...people('C', 2)), { prefer: 'wait=30' });
    expect((await cancel(body.id, ['auditor'])).status).toBe(403);
    expect((await cancel(body.id, ['operator'], 9)).status).toBe(412);
    expect(await cancel(body.id)).toMatchObject({
      status: 200,
      body: { status: 'cancelled', cancelledBy: 'tester', rows: 0 },
    });
    expect(await registry.query('SELECT FROM reassignment_row WHERE batch_id = $1', [body.id])).toEqual([]);
    expect(await release(body.id, 'hoa', 2)).toMatchObject({ status: 409, body: { code: 'STAFF.BATCH_CANCELLED' } });
  });

  it('that is a dry run is checked, and another batch than the real one', async () => {
    const file = batchFile(...people('D', 2));
    const { body } = await send(file, { prefer: 'wait=30', query: '&dryRun=true' });
    expect(body).toMatchObject({ status: 'validated', dryRun: true, rows: 2 });
    expect(await release(body.id, 'hoa')).toMatchObject({ status: 409, body: { code: 'STAFF.BATCH_DRY_RUN' } });
    expect((await send(file, { prefer: 'wait=30' })).body.id).not.toBe(body.id);
  });
});
