// The real lists of Sơn La before and after July 2025, and the mergers between them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { uuidFrom } from '#kernel';
import { unitChanges } from '../../../data/src/generator/unit-changes.js';
import { readUnits, type Merger } from '../../../data/src/units/unit.js';
import { MERGER_DAY, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import type { UnitInTree } from './use-cases/show-unit-tree.js';
import type { UnitWithSuccession } from './use-cases/show-unit.js';

const text = (name: string) => readFileSync(`data/units/${name}`, 'utf8');
const before = readUnits(text('son-la-2025-01.csv'));
const after = readUnits(text('son-la-2025-07.csv'));
const mergers = parse<Merger>(text('son-la-mergers-2025-07.csv'), { columns: true, bom: true });

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
}, 120_000);
afterAll(() => registry.stop());

const get = async <Body>(path: string) => (await registry.service.call<Body>('GET', path, { as: ['auditor'] })).body;
const communes = async (asOf: string) => {
  const { items } = await get<{ items: { code: string; name: string }[] }>(`/v1/units?asOf=${asOf}&level=commune`);
  return items.map(({ code, name }) => `${code} ${name}`).sort();
};
const change = (body: unknown, query = '') =>
  registry.service.call<Record<string, unknown>>('POST', `/v1/unit-changes${query}`, { as: ['operator'], body });
const oldId = (code: string) => uuidFrom('unit', code, '2025-01-01');
const newId = (code: string) => uuidFrom('unit', code, MERGER_DAY);

describe('the units of Sơn La', () => {
  it('are loaded from an Excel list after a dry run that does nothing', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet().addRows(parse(text('son-la-2025-01.csv'), { bom: true }));
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const raw = { type, content: Buffer.from(await book.xlsx.writeBuffer()) };
    const load = (query: string) =>
      registry.service.call(
        'POST',
        `/v1/unit-imports?validFrom=2025-01-01&decision=GSO&issuedOn=2024-12-31&issuer=GSO${query}`,
        {
          as: ['operator'],
          raw,
        },
      );
    expect((await load('&dryRun=true')).body).toEqual({ rows: 233, established: 233 });
    expect(await registry.query('SELECT FROM unit')).toEqual([]);
    expect((await load('')).body).toEqual({ rows: 233, established: 233 });
    expect(await communes('2025-06-30')).toHaveLength(200);
  });

  it('become exactly the 75 communes of the resolution, with the history of each old one', async () => {
    const body = unitChanges(before, after, mergers);
    const foreseen = await change(body, '?dryRun=true');
    expect(foreseen.body).toMatchObject({ ended: 212, established: 75, merged: 75, dissolved: 12, successions: 200 });
    expect(await communes(MERGER_DAY)).toHaveLength(200);
    expect((await change(body)).body).toEqual(foreseen.body);

    const wanted = after.filter(({ level }) => level === 'commune').map(({ code, name }) => `${code} ${name}`);
    expect(await communes(MERGER_DAY)).toEqual(wanted.sort());
    expect(await communes('2025-06-30')).toHaveLength(200);
    const histories = await registry.query<{ old: string; new: string; ended: string }>(
      `SELECT o.code AS old, n.code AS new, upper(o.valid)::text AS ended FROM unit_succession s
       JOIN unit_name o ON o.unit_id = s.predecessor_id JOIN unit_name n ON n.unit_id = s.successor_id
       WHERE s.kind = 'merger' ORDER BY 1`,
    );
    expect(histories).toEqual(
      mergers
        .map(({ oldCode, newCode }) => ({ old: oldCode, new: newCode, ended: MERGER_DAY }))
        .sort((a, b) => (a.old < b.old ? -1 : 1)),
    );
  });

  it('re-use 75 old codes, 22 of them under another name', async () => {
    const [reused] = await registry.query(
      `SELECT count(*)::int AS codes, count(*) FILTER (WHERE o.name <> n.name)::int AS renamed
       FROM unit_name o JOIN unit_name n ON n.code = o.code AND lower(n.valid) = upper(o.valid)`,
    );
    expect(reused).toEqual({ codes: 75, renamed: 22 });
    expect(await get('/v1/unit-codes/03646')).toMatchObject({
      units: [
        { unitId: oldId('03646'), name: 'Phường Chiềng Lề', to: MERGER_DAY },
        { unitId: newId('03646'), name: 'Phường Tô Hiệu', from: MERGER_DAY, to: null },
      ],
    });
  });

  it('stand in a tree at any date', async () => {
    const tree = async (query: string) => (await get<{ items: UnitInTree[] }>(`/v1/units/tree?${query}`)).items;
    const [province, ...rest] = await tree('asOf=2025-06-30');
    expect(province).toMatchObject({ code: '14', depth: 0, below: 232 });
    expect([...new Set(rest.map(({ level, depth }) => `${level} ${depth}`))].sort()).toEqual([
      'commune 2',
      'department 1',
      'district 1',
    ]);
    expect((await tree(`asOf=2025-06-30&root=${oldId('119')}`)).length).toBe(29);
    const now = await tree(`asOf=${MERGER_DAY}`);
    expect(now.filter(({ level }) => level === 'commune').every(({ depth }) => depth === 1)).toBe(true);
    expect(now[0]).toMatchObject({ below: 95 });
  });
});

describe('a later decision', () => {
  const decision = { number: '9/NQ', issuedOn: '2025-09-01', issuer: 'UBTVQH' };
  const nothing = { decision, establish: [], merges: [], dissolve: [] };
  const commune = (code: string, name: string) => ({ code, name, kind: 'xã', level: 'commune', parentCode: '14' });

  it('gives a unit another name and code, and the unit stays the same', async () => {
    const rename = [{ code: '03646', newCode: '99001', name: 'Phường Sơn La', kind: 'phường' }];
    expect(
      (await change({ ...nothing, effectiveDate: '2025-10-01', rename: [{ ...rename[0], newCode: '03664' }] })).status,
    ).toBe(422);
    expect((await change({ ...nothing, effectiveDate: '2025-10-01', rename })).body).toMatchObject({
      renamed: 1,
      ended: 0,
    });
    const unit = await get<UnitWithSuccession>(`/v1/units/${newId('03646')}`);
    expect(unit).toMatchObject({ code: '99001', name: 'Phường Sơn La', validFrom: MERGER_DAY, validTo: null });
    expect(unit.names).toMatchObject([
      { code: '03646', name: 'Phường Tô Hiệu', from: MERGER_DAY, to: '2025-10-01' },
      { code: '99001', from: '2025-10-01', to: null, decision: '9/NQ (2025-09-01)' },
    ]);
    expect(await communes('2025-09-30')).toContain('03646 Phường Tô Hiệu');
    expect(await communes('2025-10-01')).toContain('99001 Phường Sơn La');
    expect((await registry.published()).at(-1)).toMatchObject({
      type: 'staff.UnitRenamed',
      revision: 3,
      data: { code: '99001', effectiveDate: '2025-10-01' },
    });
    const rows = 'N-1,A,appoint,03646,party-secretary,,2025-10-01\nN-2,B,appoint,99001,party-secretary,,2025-10-01\n';
    const header = 'staffCode,fullName,action,unitCode,post,duties,effectiveDate\n';
    expect((await registry.upload<{ errors: object[] }>(header + rows)).body.errors).toMatchObject([
      { row: 2, code: 'STAFF.UNIT_UNKNOWN' },
    ]);
    expect(
      await registry.query('SELECT issuer, issued_on FROM unit_change WHERE decision = $1', ['9/NQ']),
    ).toMatchObject([{ issuer: 'UBTVQH' }]);
  });

  it('leaves the old code to the days before, in lists and for a change by hand that is back-dated', async () => {
    const renamed = newId('03646');
    const personId = uuidFrom('person', 'N-3');
    const header = 'staffCode,fullName,action,unitCode,post,duties,effectiveDate\n';
    const { body } = await registry.upload(`${header}N-3,Lò N,appoint,03646,party-secretary,,2025-09-01\n`);
    expect((await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id })).status).toBe(202);
    while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
    const moved = await registry.service.call('POST', `/v1/people/${personId}/reassignments`, {
      as: ['scheduler'],
      body: {
        action: 'reassign',
        unitId: renamed,
        post: 'committee-chairman',
        cause: 'rotation',
        effectiveDate: '2025-09-15',
        decision: '3/QĐ',
      },
      headers: { 'idempotency-key': renamed },
    });
    expect(moved).toMatchObject({ status: 201, body: { revision: 2 } });
    const codeOn = async (day: string) =>
      (await get<{ items: object[] }>(`/v1/people?asOf=${day}&unitId=${renamed}`)).items;
    expect(await codeOn('2025-09-30')).toMatchObject([{ staffCode: 'N-3', unitCode: '03646' }]);
    expect(await codeOn('2025-10-01')).toMatchObject([{ staffCode: 'N-3', unitCode: '99001' }]);
  });

  it('splits a unit in two, and takes another out of one that goes on', async () => {
    const [first, second] = after.filter(({ level }) => level === 'commune').slice(-2);
    const body = {
      ...nothing,
      effectiveDate: '2025-11-01',
      establish: [commune('99101', 'Xã Một'), commune('99102', 'Xã Hai'), commune('99103', 'Xã Ba')],
      split: [{ code: first?.code, newCodes: ['99101', '99102'] }],
      separate: [{ code: second?.code, newCodes: ['99103'] }],
    };
    expect((await change({ ...body, split: [{ code: first?.code, newCodes: ['99109'] }] })).status).toBe(422);
    expect((await change(body)).body).toMatchObject({ ended: 1, established: 3, dissolved: 1, successions: 3 });
    const parts = await get<UnitWithSuccession>(`/v1/units/${newId(first?.code ?? '')}`);
    expect(parts).toMatchObject({
      validTo: '2025-11-01',
      successors: [{ code: '99101', kind: 'split' }, { code: '99102' }],
    });
    const whole = await get<UnitWithSuccession>(`/v1/units/${newId(second?.code ?? '')}`);
    expect(whole).toMatchObject({
      validTo: null,
      successors: [{ code: '99103', kind: 'separation', effectiveOn: '2025-11-01' }],
    });
  });
});
