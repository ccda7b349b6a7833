import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
import { make, parseProgramme, ProgrammeAdopted } from '#contracts';
import { uuidFrom } from '#kernel';
import { Transaction, type Received } from '#messaging';
import { KeepNormsOnProgrammeAdopted } from './reactions/keep-norms-on-programme-adopted.js';
import { batchFile, FIRST_DAY, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import type { Allowance } from './use-cases/list-allowances.js';
import type { Desk } from './use-cases/list-staffing.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
  await adopt('decision-654-2012');
  await upload(
    ...['A', 'B', 'C'].map(code => `${code},Lò ${code},appoint,03646,justice-registry-officer,one-stop,2025-01-01`),
    'D,Lò D,appoint,03646,committee-vice-chairman,focal-point,2025-01-01',
    'H,Lò H,appoint,SNV,director,,2025-01-01',
  );
}, 120_000);
afterAll(() => registry.stop());

async function adopt(name: string) {
  const rules = parseProgramme(readFileSync(`data/programmes/${name}.json`, 'utf8'));
  const { code, version: programmeVersion, inForce } = rules;
  const data = make(ProgrammeAdopted, { programmeId: uuidFrom(code), code, programmeVersion, ...inForce, rules });
  const keep = new KeepNormsOnProgrammeAdopted();
  const run = registry.service.app.get(Transaction, { strict: false });
  await run.run(tx => keep.handle([{ data, revision: 1 } as Received<ProgrammeAdopted>], tx));
}
async function upload(...lines: string[]) {
  const { body } = await registry.upload(batchFile(...lines));
  expect((await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id })).status).toBe(202);
  while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
}
const person = (code: string) => uuidFrom('person', code);
const get = async <Body>(path: string, as = ['scheduler']) => registry.service.call<Body>('GET', path, { as });
const post = (path: string, body: object, as = ['scheduler'], key = JSON.stringify([path, body])) =>
  registry.service.call<Record<string, unknown>>('POST', path, {
    as,
    body,
    headers: { 'idempotency-key': uuidFrom(key) },
  });
const desk = async (asOf: string, duty = 'one-stop') => {
  const unitId = uuidFrom('unit', '03646', FIRST_DAY);
  const { body } = await get<{ items: Desk[] }>(`/v1/staffing?asOf=${asOf}&unitId=${unitId}`, ['trainer']);
  return body.items.find(one => one.duty === duty);
};

describe('a desk', () => {
  it('has too few people since the day on which the last change left too few', async () => {
    expect(await desk('2025-03-01')).toMatchObject({ minimum: 3, held: 3, present: 3, belowSince: null });
    await upload('A,,leave,,,,2025-03-10', 'B,,reassign,03649,justice-registry-officer,one-stop,2025-04-10');
    expect(await desk('2025-03-09')).toMatchObject({ held: 3, belowSince: null });
    expect(await desk('2025-03-10')).toMatchObject({ held: 2, belowSince: '2025-03-10' });
    expect(await desk('2025-05-01')).toMatchObject({ held: 1, belowSince: '2025-03-10' });
    // All of it is recorded later than that: nobody was known then.
    expect(await desk('2025-05-01&knownOn=2025-05-01')).toMatchObject({ held: 0, belowSince: '2025-01-01' });
    expect(await desk('2025-05-01&knownOn=2100-01-01')).toMatchObject({ held: 1, belowSince: '2025-03-10' });
    const { body } = await get<{ items: Desk[] }>('/v1/staffing?asOf=2025-05-01&below=true');
    expect(body.items.map(({ code, duty, belowSince }) => `${code} ${duty} ${belowSince}`)).toEqual(
      expect.arrayContaining([
        '03649 one-stop 2025-01-01',
        '03646 one-stop 2025-03-10',
        '03652 focal-point 2025-01-01',
      ]),
    );
    expect(body.items.some(({ code, duty }) => code === '03646' && duty === 'focal-point')).toBe(false);
  });

  it('counts who is on leave or seconded as not present; two absences at once are refused', async () => {
    const path = `/v1/people/${person('D')}/absences`;
    const leave = { kind: 'maternity', from: '2025-06-01', to: '2025-12-01', decision: '7/QĐ' };
    expect((await post(path, leave, ['hr-officer'])).status).toBe(403);
    const { body } = await post(path, leave);
    expect(await desk('2025-06-15', 'focal-point')).toMatchObject({ held: 1, present: 0, belowSince: null });
    const secondment = { kind: 'secondment', from: '2025-09-01', decision: '8/QĐ' };
    expect(await post(path, secondment)).toMatchObject({
      status: 422,
      body: { code: 'STAFF.HOST_UNIT_OF_SECONDMENT' },
    });
    const hosted = { ...secondment, hostUnitId: uuidFrom('unit', 'SNV', FIRST_DAY) };
    expect(await post(path, hosted)).toMatchObject({ status: 409, body: { code: 'STAFF.ABSENT_ALREADY' } });
    const end = `${path}/${String(body['id'])}/end`;
    expect((await post(end, { on: '2025-06-20' }, ['auditor'])).status).toBe(403);
    expect((await post(end, { on: '2025-06-01' })).status).toBe(422);
    expect((await post(end, { on: '2025-06-20' })).status).toBe(200);
    expect((await post(path, hosted, ['scheduler'], 'again')).status).toBe(201);
    expect(await desk('2025-06-25', 'focal-point')).toMatchObject({ present: 1 });
    const shown = await get(`/v1/people/${person('D')}`);
    expect(shown.body).toMatchObject({
      absences: [
        { kind: 'maternity', to: '2025-06-20' },
        { kind: 'secondment', to: null },
      ],
    });
  });

  it('has vacancies where somebody held a post and nobody does', async () => {
    const { body } = await get<{ items: object[] }>('/v1/vacancies?asOf=2025-12-31', ['trainer']);
    expect(body.items).toEqual([]);
    await upload('H,,leave,,,,2025-10-05');
    const { body: now } = await get<{ items: object[] }>('/v1/vacancies?asOf=2025-10-05');
    expect(now.items).toEqual([expect.objectContaining({ code: 'SNV', post: 'director', since: '2025-10-05' })]);
  });
});

describe('the allowance', () => {
  const month = async (name: string) => {
    const { body } = await get<{ items: Allowance[]; next: string | null }>(`/v1/allowances?month=${name}`);
    return body.items
      .map(({ staffCode, unitCode, days, amountVnd }) => `${staffCode} ${unitCode} ${days} ${amountVnd}`)
      .sort();
  };

  it('begins and ends with the duty, by the day, and follows its person to another unit', async () => {
    expect(await month('2025-02')).toEqual(['A 03646 28 200000', 'B 03646 28 200000', 'C 03646 28 200000']);
    expect(await month('2025-03')).toEqual(['A 03646 9 58064', 'B 03646 31 200000', 'C 03646 31 200000']);
    expect(await month('2025-04')).toEqual(['B 03646 9 60000', 'B 03649 21 140000', 'C 03646 30 200000']);
    expect((await get('/v1/allowances?month=2025-04', ['hr-officer'])).status).toBe(403);
    const first = await get<{ items: Allowance[]; next: string }>('/v1/allowances?month=2025-04&limit=2');
    const rest = await get<{ items: Allowance[]; next: null }>(
      `/v1/allowances?month=2025-04&limit=2&after=${first.body.next}`,
    );
    expect([first.body.items.length, rest.body.items.length, rest.body.next]).toEqual([2, 1, null]);
  });

  it('is listed for the paying office once a month; what turns out later stands in the next list', async () => {
    expect((await post('/v1/allowance-lists', { month: '2025-04' }, ['auditor'])).status).toBe(403);
    expect(await post('/v1/allowance-lists', { month: '2025-12' })).toMatchObject({
      status: 422,
      body: { code: 'STAFF.MONTH_NOT_OVER' },
    });
    expect((await post('/v1/allowance-lists', { month: '2025-04' })).body).toEqual({
      month: '2025-04',
      lines: 3,
      arrears: 0,
      amountVnd: 400_000,
    });
    expect(await post('/v1/allowance-lists', { month: '2025-03' })).toMatchObject({
      status: 409,
      body: { code: 'STAFF.MONTH_CLOSED' },
    });
    // Heard of in May: C had left the desk in the middle of April.
    await upload('C,,reassign,03646,justice-registry-officer,,2025-04-16');
    expect((await post('/v1/allowance-lists', { month: '2025-05' })).body).toEqual({
      month: '2025-05',
      lines: 2,
      arrears: 1,
      amountVnd: 100_000,
    });

    const csv = await get<string>('/v1/allowance-lists/2025-05.csv');
    expect(csv.body.trim().split('\r\n').slice(1)).toEqual([
      '"2025-04","C","Lò C","03646","Phường Chiềng Lề","-15","-100000",""',
      '"2025-05","B","Lò B","03649","Phường Tô Hiệu","31","200000",""',
    ]);
    const token = await registry.service.issuer.token({ subject: 'x', roles: ['auditor'] });
    const answer = await fetch(`${registry.service.url}/v1/allowance-lists/2025-05.xlsx`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const sheet = book.worksheets[0];
    expect(sheet?.getRow(2).getCell(3).value).toBe('Lò C');
    expect(sheet?.lastRow?.getCell(7).value).toBe(100_000);
    expect((await get('/v1/allowance-lists/2025-06.csv')).status).toBe(404);
  });
});
