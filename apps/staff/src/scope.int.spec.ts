// An officer of one unit must not learn or change anything about another unit's people, whichever way is tried.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { uuidFrom } from '#kernel';
import { serviceDataSource, withinScope } from '#platform';
import { cursorAfter } from '#testing';
import { staffDatabase } from './database/data-source.js';
import { batchFile, FIRST_DAY, Registry, TODAY } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';

const unit = (code: string) => uuidFrom('unit', code, FIRST_DAY);
const person = (code: string) => uuidFrom('person', code);
const [OURS, THEIRS, DISTRICT] = [unit('03646'), unit('03649'), unit('116')];

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
  await move(
    'CB1,Lò Thị Hoa,appoint,03646,committee-chairman,,2025-01-05',
    'CB2,Cầm Văn Minh,appoint,03649,committee-chairman,,2025-01-05',
    'CB3,Quàng Thị Lan,appoint,03646,committee-vice-chairman,,2025-01-05',
  );
});
afterAll(() => registry.stop());

async function move(...lines: string[]): Promise<void> {
  const { body: batch, headers } = await registry.upload(batchFile(...lines));
  const keys = { 'if-match': headers.get('etag') ?? '', 'idempotency-key': randomUUID() };
  await registry.release(batch, keys);
  const apply = registry.service.app.get(ApplyBatchChunkHandler);
  while (await apply.execute());
}

const officer = <Body = { items: { id: string; staffCode: string }[]; next: string | null }>(
  method: string,
  path: string,
  { units = [OURS], ...call }: Parameters<Registry['service']['call']>[2] = {},
) => registry.service.call<Body>(method, path, { as: ['hr-officer'], subject: 'officer', units, ...call });

const codes = async (path: string, units?: string[]): Promise<string[]> =>
  (await officer('GET', path, units ? { units } : {})).body.items.map(({ staffCode }) => staffCode).sort();

const appointment = { action: 'reassign', post: 'committee-chairman', cause: 'rotation', decision: '1/QĐ' };

describe('an officer of one unit', () => {
  it('sees the own people, and those of every unit below', async () => {
    expect(await codes('/v1/people')).toEqual(['CB1', 'CB3']);
    expect(await codes('/v1/people', [DISTRICT])).toEqual(['CB1', 'CB2', 'CB3']);
  });

  it('sees nobody without a unit in the token', async () => {
    expect(await codes('/v1/people', [])).toEqual([]);
    expect((await officer('GET', `/v1/people/${person('CB1')}`, { units: [] })).status).toBe(404);
  });

  it('does not escape by an id, a filter or a cursor', async () => {
    expect((await officer('GET', `/v1/people/${person('CB2')}`)).status).toBe(404);
    expect(await codes(`/v1/people?unitId=${THEIRS}`)).toEqual([]);
    const list = '/v1/people?limit=1000';
    const all = await registry.service.call<{ items: { id: string }[] }>('GET', list, { as: ['auditor'] });
    for (const { id } of [{ id: '00000000-0000-0000-0000-000000000000' }, ...all.body.items]) {
      for (const cursor of [id, cursorAfter(list, [id]), cursorAfter(list, [id], [THEIRS])])
        expect((await officer('GET', `${list}&after=${cursor}`)).body).toMatchObject({ code: 'HTTP.CURSOR_INVALID' });
      // Even a cursor that is made by hand for the own units only begins at another place among the own people.
      expect(await codes(`${list}&after=${cursorAfter(list, [id], [OURS])}`)).not.toContain('CB2');
    }
  });

  it('moves no one of another unit by hand, and nobody to another unit', async () => {
    const call = (id: string, unitId: string) =>
      officer('POST', `/v1/people/${person(id)}/reassignments`, {
        headers: { 'idempotency-key': randomUUID() },
        body: { ...appointment, unitId, effectiveDate: '2025-02-01' },
      });
    expect((await call('CB2', OURS)).status).toBe(404);
    const away = await call('CB1', THEIRS);
    expect([away.status, away.body]).toEqual([403, expect.objectContaining({ code: 'HTTP.OUT_OF_SCOPE' })]);
    expect((await registry.query('SELECT FROM reassignment_by_hand')).length).toBe(0);
    expect((await call('CB3', OURS)).status).toBe(201);
  });

  it('moves nobody of another unit, nor to one, by a file', async () => {
    const lines = [
      'CB1,Lò Thị Hoa,leave,,,,2025-02-01',
      'CB2,Cầm Văn Minh,leave,,,,2025-02-01',
      'CB9,Vì Văn Khánh,appoint,03649,committee-vice-chairman,,2025-02-01',
    ];
    const query = new URLSearchParams({ name: 'Đợt', cause: 'rotation', decision: '2/QĐ' });
    const { status, body } = await officer<{ errors: { row: number; code: string }[] }>(
      'POST',
      `/v1/reassignment-batches?${query.toString()}`,
      { raw: { type: 'text/csv', content: batchFile(...lines) } },
    );
    expect(status).toBe(422);
    expect(body.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'STAFF.OUT_OF_SCOPE'],
      [4, 'STAFF.OUT_OF_SCOPE'],
    ]);
  });

  it('sees and cancels no batch of somebody else', async () => {
    const [batch] = await registry.query<{ id: string; version: number }>(
      `SELECT id, version FROM reassignment_batch WHERE uploaded_by <> 'officer' LIMIT 1`,
    );
    const path = `/v1/reassignment-batches/${batch?.id}`;
    expect((await officer('GET', path)).status).toBe(404);
    expect((await officer('GET', `${path}/errors`)).status).toBe(404);
    const headers = { 'if-match': `"${batch?.version}"`, 'idempotency-key': randomUUID() };
    expect((await officer('POST', `${path}/cancellation`, { headers })).status).toBe(404);
    const listed = await officer<{ items: { uploadedBy: string }[] }>('GET', '/v1/reassignment-batches');
    expect(new Set(listed.body.items.map(({ uploadedBy }) => uploadedBy))).toEqual(new Set(['officer']));
  });

  it('keeps who moved away only for the days before, and sees who came only from then on', async () => {
    await move('CB1,Lò Thị Hoa,reassign,03649,committee-vice-chairman,,2025-06-01');
    expect(await codes('/v1/people')).toEqual(['CB3']);
    expect(await codes('/v1/people?asOf=2025-05-31')).toEqual(['CB1', 'CB3']);
    expect((await officer('GET', `/v1/people/${person('CB1')}`)).status).toBe(404);
    expect(await codes('/v1/people', [THEIRS])).toEqual(['CB1', 'CB2']);
    expect(await codes('/v1/people?asOf=2025-05-31', [THEIRS])).toEqual(['CB2']);
  });
});

describe('the database itself', () => {
  it('keeps two callers apart on one connection, and shows nothing to a statement without a caller', async () => {
    const one = await serviceDataSource(staffDatabase, registry.service.database.url, 1).initialize();
    const bare = await serviceDataSource(
      { ...staffDatabase, rowSecurity: false },
      registry.service.database.url,
      1,
    ).initialize();
    try {
      const seenBy = (units: string[]) =>
        withinScope({ units, on: TODAY, subject: 'x' }, async () => {
          const inside = one.transaction(async manager => {
            const before = await manager.query<{ staff_code: string }[]>('SELECT staff_code FROM person ORDER BY 1');
            return before.map(row => row.staff_code).join();
          });
          const single = await one.query<{ staff_code: string }[]>('SELECT staff_code FROM person ORDER BY 1');
          return [await inside, single.map(row => row.staff_code).join()];
        });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_none, n) => seenBy([n % 2 === 0 ? OURS : THEIRS])),
      );
      answers.forEach((answer, n) => expect(answer).toEqual(n % 2 === 0 ? ['CB3', 'CB3'] : ['CB1,CB2', 'CB1,CB2']));
      expect(await bare.query('SELECT FROM person')).toEqual([]);
      await expect(
        withinScope({ units: [OURS], on: TODAY, subject: 'x' }, () =>
          one.query(`UPDATE post_holding SET unit_id = '${THEIRS}' WHERE person_id = '${person('CB3')}'`),
        ),
      ).rejects.toThrow('row-level security');
    } finally {
      await one.destroy();
      await bare.destroy();
    }
  });
});
