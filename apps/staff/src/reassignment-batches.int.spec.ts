import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '#platform';
import { uuidBeside, uuidFrom, type RowError } from '#kernel';
import { batchFile, MERGER_DAY, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';

const PEOPLE = batchFile(
  'SL-1,Lò Thị Hương,appoint,03646,party-secretary,,2025-01-01',
  'SL-2,Cà Văn Bình,appoint,03646,office-statistics-officer,one-stop;focal-point,2025-01-01',
  'SL-3,Quàng Văn Dũng,appoint,SNV,director,,2025-01-01',
);

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
  await registry.changeUnits();
}, 120_000);
afterAll(() => registry.stop());

const counts = async () => {
  const [row] = await registry.query(
    `SELECT (SELECT count(*)::int FROM reassignment_batch WHERE status <> 'refused') AS batches,
       (SELECT count(*)::int FROM reassignment_row) AS rows, (SELECT count(*)::int FROM person) AS people`,
  );
  return row;
};
const apply = (size?: number) => registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute(size);

// The last statement of a chunk is the one that writes the outbox: failing there is dying just before the commit.
const dieAtOutbox = (when = 'true') =>
  registry.query(`
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$;
    CREATE TRIGGER die BEFORE INSERT ON outbox FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION die();`);
const live = () => registry.query('DROP TRIGGER die ON outbox; DROP FUNCTION die');

async function applied(file: string, parameters: Record<string, string> = {}, rowsPerChunk?: number) {
  const { body } = await registry.upload(file, parameters);
  await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id });
  while (await apply(rowsPerChunk));
  return body;
}

describe('a batch', () => {
  const errorsOf = async (content: string | Buffer, parameters: Record<string, string> = {}) => {
    const before = await counts();
    const { status, body } = await registry.upload<Problem>(content, parameters);
    expect(await counts()).toEqual(before);
    expect(status).toBe(422);
    const errors = (body.errors ?? []) as RowError[];
    for (const { message } of errors) expect(message).toEqual({ vi: expect.any(String), en: expect.any(String) });
    return errors.map(({ row, field, code }) => `${row} ${field} ${code}`);
  };

  it.each<[string, string, string]>([
    ['a unit code that is unknown', 'N,A,appoint,99999,director,,2025-01-01', 'unitCode STAFF.UNIT_UNKNOWN'],
    ['a unit code of another time', 'N,A,appoint,03649,party-secretary,,2025-07-01', 'unitCode STAFF.UNIT_UNKNOWN'],
    ['an unknown post', 'N,A,appoint,SNV,king,,2025-01-01', 'post STAFF.POST_UNKNOWN'],
    ['a post of another level', 'N,A,appoint,SNV,party-secretary,,2025-01-01', 'post STAFF.POST_LEVEL_MISMATCH'],
    ['an unknown duty', 'N,A,appoint,SNV,director,three-stop,2025-01-01', 'duties STAFF.DUTY_UNKNOWN'],
    ['an unknown action', 'N,A,promote,SNV,director,,2025-01-01', 'action STAFF.ACTION_UNKNOWN'],
    ['an impossible date', 'N,A,appoint,SNV,director,,2025-02-30', 'effectiveDate STAFF.DATE_IMPOSSIBLE'],
    ['a date in the future', 'N,A,appoint,SNV,director,,2026-01-01', 'effectiveDate STAFF.DATE_IN_FUTURE'],
    ['somebody unknown who moves', 'N,A,reassign,SNV,director,,2025-01-01', 'staffCode STAFF.PERSON_UNKNOWN'],
    ['a column too few', 'N,A,appoint,SNV,director,2025-01-01', 'columns STAFF.ROW_MALFORMED'],
    ['an empty field', ',A,appoint,SNV,director,,2025-01-01', 'staffCode STAFF.ROW_MALFORMED'],
  ])('with %s is refused with row, field, code and sentence, and stores nothing', async (_what, line, fault) => {
    const good = 'SL-9,Vì Văn Chín,appoint,SNV,office-specialist,,2025-01-01';
    expect(await errorsOf(batchFile(good, line))).toEqual([`3 ${fault}`]);
  });

  it('in another encoding is refused with the place', async () => {
    const file = Buffer.from(batchFile('N,Tô,appoint,SNV,director,,2025-01-01'), 'latin1');
    expect(await errorsOf(file)).toEqual(['2 file STAFF.FILE_ENCODING']);
  });

  it('with another header, or with a date of its own in the future, is refused', async () => {
    expect(await errorsOf('staffCode,name\nN,A\n')).toEqual(['1 header STAFF.HEADER_WRONG']);
    expect(await errorsOf(PEOPLE, { effectiveDate: '2026-01-01' })).toEqual(['1 effectiveDate STAFF.DATE_IN_FUTURE']);
  });

  it('tells at most a thousand errors and how many there are', async () => {
    const lines = Array.from({ length: 1_500 }, (_each, n) => `N${n},A,appoint,SNV,king,,2025-01-01`);
    const { body } = await registry.upload<Problem>(batchFile(...lines));
    expect(body).toMatchObject({ code: 'STAFF.FILE_REFUSED', errorCount: 1_500 });
    expect(body.errors).toHaveLength(1_000);
  });

  it('is the same batch when the same file comes with the same parameters', async () => {
    const first = await registry.upload(PEOPLE);
    expect(first).toMatchObject({ status: 201, body: { status: 'validated', rows: 3, appliedRows: 0, version: 1 } });
    expect(first.headers.get('etag')).toBe('"1"');
    expect(first.headers.get('location')).toBe(`/v1/reassignment-batches/${first.body.id}`);
    const second = await registry.upload(PEOPLE);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(await counts()).toEqual({ batches: 1, rows: 3, people: 0 });
  });

  it('is released only by those who may, by its present version and with a key', async () => {
    const { body: batch } = await registry.upload(PEOPLE);
    const path = `/v1/reassignment-batches/${batch.id}/release`;
    const key = { 'idempotency-key': 'k' };
    expect((await registry.service.call('POST', path)).status).toBe(401);
    expect((await registry.service.call('POST', path, { as: ['hr-officer'] })).status).toBe(403);
    expect((await registry.release(batch, key)).status).toBe(428);
    expect((await registry.release(batch, { ...key, 'if-match': '"7"' })).status).toBe(412);
    expect((await registry.release(batch, { 'if-match': '"1"' })).status).toBe(400);
    expect((await registry.release({ id: uuidFrom('x') }, { ...key, 'if-match': '"1"' })).status).toBe(404);
    expect(await counts()).toMatchObject({ people: 0 });
  });

  it('takes effect once, also when a process dies in the middle of a chunk', async () => {
    const { body: batch } = await registry.upload(PEOPLE);
    const released = await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': 'k1' });
    expect(released).toMatchObject({ status: 202, body: { status: 'releasing', version: 2 } });
    // The first chunk of two fails, and the second one with it.
    await dieAtOutbox(`NEW.key = '${uuidFrom('person', 'SL-1')}'`);
    await expect(apply(1)).rejects.toThrow('killed');
    await live();
    expect(await registry.query('SELECT FROM post_holding')).toEqual([]);
    expect(await apply(1)).toBe(true);

    await dieAtOutbox();
    await expect(apply(1)).rejects.toThrow('killed');
    await live();
    expect(await registry.query("SELECT applied_rows FROM reassignment_batch WHERE status <> 'refused'")).toEqual([
      { applied_rows: 2 },
    ]);
    expect(await registry.query('SELECT FROM post_holding')).toHaveLength(2);

    // Two workers at once, as when a replica takes over while the old one still lives.
    await Promise.all([apply(1), apply(1)]);
    expect(await apply()).toBe(false);
    expect(
      await registry.query("SELECT status, applied_rows FROM reassignment_batch WHERE status <> 'refused'"),
    ).toEqual([{ status: 'released', applied_rows: 3 }]);
    expect(await registry.query('SELECT DISTINCT revision, status FROM person')).toEqual([
      { revision: 1, status: 'serving' },
    ]);
    expect(await registry.query('SELECT FROM concurrent_duty')).toHaveLength(2);

    const events = (await registry.published()).filter(({ topic }) => topic === 'staff.assignment-batch');
    expect(events.map(({ type, lane, revision }) => [type, lane, revision])).toEqual(
      Array(3).fill(['staff.StaffAppointed', 1, 1]),
    );
    for (const { id, key } of events) expect(id).toBe(uuidBeside(key, batch.id, 1));

    const again = await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': 'k2' });
    expect(again).toMatchObject({ status: 202, body: { status: 'released' } });
    expect(await registry.upload(PEOPLE)).toMatchObject({ status: 200, body: { status: 'released' } });
    expect(await apply()).toBe(false);
  });

  it('moves a person twice in the order of the dates, with revisions one after the other', async () => {
    const file = [
      { staffCode: 'SL-1', action: 'leave', effectiveDate: '2025-08-01' },
      {
        staffCode: 'SL-1',
        action: 'reassign',
        unitCode: '03646',
        post: 'deputy-party-secretary',
        duties: ['focal-point'],
      },
      {
        staffCode: 'SL-2',
        action: 'reassign',
        unitCode: '03646',
        post: 'office-statistics-officer',
        duties: 'one-stop',
      },
    ];
    const lines = file.map(line => JSON.stringify(line)).join('\n');
    const parameters = { type: 'application/x-ndjson', cause: 'merger', effectiveDate: MERGER_DAY };
    // Row by row, so that both moves of the person are under way at the same time.
    const batch = await applied(lines, parameters, 1);

    const events = (await registry.published()).filter(({ data }) => data['batchId'] === batch.id);
    expect(events.filter(({ key }) => key === uuidFrom('person', 'SL-1'))).toMatchObject([
      {
        type: 'staff.StaffReassigned',
        revision: 2,
        data: { before: { post: 'party-secretary' }, after: { duties: ['focal-point'] }, effectiveDate: MERGER_DAY },
      },
      { type: 'staff.StaffLeft', revision: 3, data: { before: { post: 'deputy-party-secretary' }, cause: 'merger' } },
    ]);
    const history = await registry.service.call('GET', `/v1/people/${uuidFrom('person', 'SL-1')}`, { as: ['auditor'] });
    expect(history.body).toMatchObject({
      fullName: 'Lò Thị Hương',
      status: 'left',
      revision: 3,
      holdings: [
        { post: 'party-secretary', unitName: 'Phường Chiềng Lề', from: '2025-01-01', to: MERGER_DAY },
        { post: 'deputy-party-secretary', unitName: 'Phường Tô Hiệu', from: MERGER_DAY, to: '2025-08-01' },
      ],
      duties: [{ duty: 'focal-point', from: MERGER_DAY, to: '2025-08-01' }],
    });
  });

  it('is refused when it appoints somebody who holds a post, or reaches back before it', async () => {
    expect(await errorsOf(batchFile('SL-3,Q,appoint,SNV,deputy-director,,2025-09-01'))).toEqual([
      '2 staffCode STAFF.TWO_MAIN_POSTS',
    ]);
    expect(await errorsOf(batchFile('SL-3,Q,reassign,SNV,deputy-director,,2025-01-01'))).toEqual([
      '2 effectiveDate STAFF.VALIDITY_OVERLAP',
    ]);
  });

  it('is not released when the registry has moved since it was checked', async () => {
    const { body: batch } = await registry.upload(batchFile('SL-3,Q,reassign,SNV,deputy-director,,2025-09-01'));
    await applied(batchFile('SL-3,Q,leave,,,,2025-08-15'));
    const answer = await registry.release<Problem>(batch, { 'if-match': '"1"', 'idempotency-key': 'k3' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'STAFF.BATCH_OUTDATED' } });
    expect(answer.body.titles.en).toContain('SL-3');
    expect(await apply()).toBe(false);
  });
});

describe('the database itself', () => {
  it('refuses two main posts of one person at once', async () => {
    const insert = registry.query(
      `INSERT INTO post_holding (person_id, unit_id, post, valid)
       SELECT person_id, unit_id, 'director', '[2025-02-01,2025-03-01)' FROM post_holding LIMIT 1`,
    );
    await expect(insert).rejects.toThrow('post_holding_one_main_post');
  });

  it('refuses the same duty of one person twice at once', async () => {
    const insert = registry.query(
      `INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
       SELECT person_id, unit_id, duty, '[2025-01-01,2025-12-01)' FROM concurrent_duty LIMIT 1`,
    );
    await expect(insert).rejects.toThrow(/concurrent_duty/);
  });
});
