import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DutyOpened, make } from '#contracts';
import { canonicalJson, sha256 } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { fulfilled, idOf, moved, yearly } from '../events.suite.js';
import { receive, startReporting } from '../reporting.suite.js';
import { tellSmallWorld } from '../small-world.suite.js';

interface Report {
  code?: string;
  id: string;
  contentHash: string;
  figures: Record<string, number>;
}

describe('reports of a small world', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startReporting('2025-07-02');
    await tellSmallWorld(service);
  }, 60_000);
  afterAll(() => service.stop());

  const halfYear = { period: 'half-year', year: 2025, asOf: '2025-06-20' };
  const publish = (body: object, as: string[] | undefined = ['scheduler'], key: string | undefined = randomUUID()) =>
    service.call<Report>('POST', '/v1/reports', { as, body, headers: key ? { 'idempotency-key': key } : {} });

  it('freeze what was so on the last day of the period, whatever came after', async () => {
    const { status, body } = await publish(halfYear);
    expect(status).toBe(201);
    const content = { ...halfYear, from: '2024-12-15', to: '2025-06-14', dueOn: '2025-06-20', figures: body.figures };
    expect(body).toMatchObject(content);
    expect(body.figures).toEqual({
      people: 7, // Em left on 1 July
      dutiesOpen: 4, // Binh y, Dung y, Em y, Hoa r
      dutiesFulfilled: 2, // An y, Chi y
      dutiesWaived: 0,
      seated: 1, // Dung; An owed nothing then
      waiting: 3,
      certificates: 2, // An c, Chi c2; Chi c1 was the year before
    });
    expect(body.contentHash).toBe(sha256(canonicalJson(content)));
  });

  it('cover the days until an early report', async () => {
    const { body } = await publish({ period: 'q3', year: 2025, asOf: '2025-07-02' });
    expect(body.figures).toMatchObject({
      people: 6,
      dutiesOpen: 5,
      dutiesFulfilled: 0,
      dutiesWaived: 1,
      certificates: 0,
    });
  });

  it('never change', async () => {
    const { body: frozen } = await publish(halfYear);
    await receive(service, { event: fulfilled('Dung y', 'Dung', '2025-06-01'), revision: 2 });
    const { body: again } = await service.call<Report>('GET', `/v1/reports/${frozen.id}`, { as: ['auditor'] });
    expect(again).toEqual(frozen);
    expect((await publish(halfYear)).body.figures['dutiesFulfilled']).toBe(3);
    for (const sql of ['UPDATE report SET year = 2026', 'DELETE FROM report', 'TRUNCATE report CASCADE'])
      await expect(service.database.query(sql)).rejects.toThrow('is written once');
  });

  it('count a duty as owed from the day on which its certificate became void, and not before', async () => {
    const again = { ...yearly('Chi y', 'Chi', 'X'), reopenedOn: '2025-05-20' };
    await receive(
      service,
      { event: make(DutyOpened, again), revision: 3 },
      // where it is owed changed afterwards; its day is that on which it was first owed
      {
        event: moved('Chi y', 'Chi', 'C', { on: '2025-01-02', coalesced: false, moves: 0, batch: 'later' }),
        revision: 4,
      },
    );
    const figuresOn = async (asOf: string) => (await publish({ ...halfYear, asOf })).body.figures;
    expect(await figuresOn('2025-05-19')).toMatchObject({ dutiesOpen: 4, dutiesFulfilled: 2, certificates: 3 });
    expect(await figuresOn('2025-05-20')).toMatchObject({ dutiesOpen: 5, dutiesFulfilled: 1, certificates: 2 });
    const { body: now } = await service.call('GET', '/v1/figures?period=2025', { as: ['auditor'] });
    expect(now).toMatchObject({ dutiesFulfilled: 2 }); // An y and by now Dung y
  });

  it('are published once for one key', async () => {
    const key = randomUUID();
    const answers = [await publish(halfYear, ['scheduler'], key), await publish(halfYear, ['scheduler'], key)];
    expect(answers[1]?.body.id).toBe(answers[0]?.body.id);
    const { body } = await service.call<{ items: Report[] }>('GET', '/v1/reports', { as: ['auditor'] });
    expect(body.items.filter(({ id }) => id === answers[0]?.body.id)).toHaveLength(1);
    const other = await publish({ ...halfYear, year: 2024 }, ['scheduler'], key);
    expect([other.status, other.body.code]).toEqual([422, 'HTTP.IDEMPOTENCY_KEY_REUSED']);
  });

  it('come as CSV to who asks for it', async () => {
    const { body } = await publish(halfYear);
    const csv = await service.call<string>('GET', `/v1/reports/${body.id}`, {
      as: ['scheduler'],
      headers: { accept: 'text/csv' },
    });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.body).toContain(`people,Người đang giữ chức vụ,People holding a post,7\r\n`);
    expect(csv.body).toContain(body.contentHash);
  });

  it('are refused to others, without a key, for days to come and for what is no day', async () => {
    expect((await service.call('POST', '/v1/reports', { body: halfYear })).status).toBe(401);
    expect((await publish(halfYear, ['reviewer'])).status).toBe(403);
    expect((await publish(halfYear, ['scheduler'], '')).status).toBe(400);
    expect((await publish({ ...halfYear, asOf: '2025-06-31' })).status).toBe(400);
    const early = await publish({ ...halfYear, asOf: '2025-07-03' });
    expect([early.status, early.body.code]).toEqual([422, 'REPORTING.AS_OF_IN_FUTURE']);
    const before = await publish({ period: 'year', year: 2026, asOf: '2025-07-01' });
    expect([before.status, before.body.code]).toEqual([422, 'REPORTING.NOT_BEGUN']);
    expect((await service.call('GET', `/v1/reports/${idOf('none')}`, { as: ['auditor'] })).status).toBe(404);
  });
});
