import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { make, ProgrammePreviewed, UnitEstablished } from '#contracts';
import { uuidFrom } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { receive, startScheduling, unitId } from './scheduling.suite.js';

interface Finding {
  code: string;
  contradiction: boolean;
  params: Record<string, unknown>;
  message: { vi: string; en: string };
}

const shipped = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../data/programmes/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;
const decision = shipped('decision-654-2012');
const heir = shipped('two-tier-2025');
const next = { ...heir, version: 2, inForce: { from: '2026-07-01', to: null } };
const nextId = uuidFrom('programme', 'two-tier', 2);

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startScheduling();
  const place = { kind: 'x', parentUnitId: null, provinceUnitId: unitId('14'), longitude: null, latitude: null };
  for (const [level, units] of [
    ['department', 2],
    ['district', 1],
    ['commune', 4],
  ] as const)
    for (let n = 0; n < units; n++) {
      const unit = {
        unitId: unitId(`${level}-${n}`),
        code: `${level}-${n}`,
        name: 'x',
        level,
        validFrom: '2012-01-01',
      };
      await receive(service, make(UnitEstablished, { ...place, ...unit }), { key: unit.unitId });
    }
}, 120_000);
afterAll(() => service.stop());

const post = <Body = Record<string, unknown>>(path: string, body: unknown, as = ['scheduler']) =>
  service.call<Body>('POST', path, { as, body, headers: { 'idempotency-key': uuidFrom(path, JSON.stringify(body)) } });
const get = <Body = Record<string, unknown>>(path: string, as = ['reviewer']) =>
  service.call<Body>('GET', path, { as });

describe('a programme', () => {
  it('shows its contradictions with numbers, and can be taken out and in again as a file', async () => {
    const { body } = await post<{ id: string }>('/v1/programmes', decision);
    const check = await get<{ findings: Finding[] }>(`/v1/programmes/${body.id}/check`);
    const forgotten = check.body.findings.filter(({ code }) => code === 'DUTY_FORGOTTEN');
    expect(forgotten.map(({ params }) => [params['level'], params['fewest'], params['most']])).toEqual([
      ['department', 2, 2],
      ['district', 2, 3],
    ]);
    expect(forgotten.every(({ contradiction }) => contradiction)).toBe(true);
    expect(check.body.findings.find(({ code }) => code === 'IMPOSSIBLE_SIZES')?.message.vi).toContain('71–99');
    const file = await get(`/v1/programmes/${body.id}/file`);
    expect(file.headers.get('content-disposition')).toContain('decision-654-v1.json');
    expect(file.body).toEqual(decision);
    expect((await post('/v1/programmes', file.body)).status).toBe(200);
  });

  it('is kept as a draft, compared with the rules in force, and previewed before it takes effect', async () => {
    expect((await post('/v1/programmes', heir)).status).toBe(201);
    expect((await post('/v1/programme-drafts', next, ['reviewer'])).status).toBe(403);
    expect(await post('/v1/programme-drafts', next)).toMatchObject({ status: 201, body: { id: nextId, revision: 1 } });
    expect((await post('/v1/programme-drafts', next)).status).toBe(200);
    const stricter = { ...next, retraining: { ...(next['retraining' as never] as object), withinDays: 60 } };
    expect((await post('/v1/programme-drafts', stricter)).body).toMatchObject({ revision: 2 });
    expect((await post('/v1/programme-drafts', heir)).status).toBe(409);
    const path = `/v1/programme-drafts/${nextId}`;
    expect((await get(path, ['hr-officer'])).status).toBe(403);
    expect((await get(path)).body).toMatchObject({
      status: 'draft',
      effect: null,
      comparedWith: { code: 'two-tier', version: 1 },
      changes: [
        { path: '/inForce/from', before: '2025-07-01', after: '2026-07-01' },
        { path: '/retraining/withinDays', before: 90, after: 60 },
      ],
    });
    expect((await post(`${path}/preview`, {}, ['auditor'])).status).toBe(403);
    expect((await post(`${path}/preview`, {})).status).toBe(202);
    const [asked] = await service.database.query<{ preview_id: string }>('SELECT preview_id FROM programme_draft');
    const effect = { entering: 3, leaving: 2, changingClassType: 1, dutiesWaived: 4, retraining: 5 };
    const cohorts = [{ code: 'commune-one-stop', people: 57 }];
    const previewId = asked?.preview_id ?? '';
    await receive(service, make(ProgrammePreviewed, { previewId, cohorts, ...effect }), { key: previewId });
    const { body } = await get<{ effect: object; findings: Finding[] }>(path);
    expect(body.effect).toEqual({ cohorts, ...effect });
    expect(body.findings.find(({ code }) => code === 'SIZE_IMPOSSIBLE')?.params).toMatchObject({
      people: 57,
      below: 50,
      above: 60,
    });
    expect((await get<{ items: object[] }>('/v1/programme-drafts')).body.items).toHaveLength(1);
  });

  it('in a new version ends the one before it, which stays readable', async () => {
    expect((await post('/v1/programmes', next)).status).toBe(201);
    const { body } = await get<{ items: { code: string; version: number; from: string; to: string | null }[] }>(
      '/v1/programmes',
    );
    expect(body.items.map(({ code, version, from, to }) => [code, version, from, to])).toEqual([
      ['two-tier', 2, '2026-07-01', null],
      ['two-tier', 1, '2025-07-01', '2026-06-30'],
      ['decision-654', 1, '2012-04-09', '2025-06-30'],
    ]);
    const old = uuidFrom('programme', 'two-tier', 1);
    expect((await get(`/v1/programmes/${old}`)).body).toMatchObject({ rules: { retraining: { withinDays: 90 } } });
    expect(await service.database.query('SELECT revision FROM programme WHERE id = $1', [old])).toEqual([
      { revision: 2 },
    ]);
  });
});
