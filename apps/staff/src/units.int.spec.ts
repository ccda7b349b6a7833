import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { FIRST_DAY, MERGER, MERGER_DAY, Registry, UNITS } from './registry.suite.js';
import type { UnitWithSuccession } from './use-cases/show-unit.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
}, 120_000);
afterAll(() => registry.stop());

const oldId = (code: string) => uuidFrom('unit', code, FIRST_DAY);
const newId = uuidFrom('unit', '03646', MERGER_DAY);
const list = async (query: string) => {
  const answer = await registry.service.call<{ items: { id: string; code: string; name: string }[] }>(
    'GET',
    `/v1/units?${query}`,
    { as: ['auditor'] },
  );
  return answer.body.items;
};

describe('units', () => {
  it('are refused as a whole when one line is wrong', async () => {
    const answer = await registry.importUnits(`${UNITS}03655,Xã Không Cha,xã,commune,999,,\n03658,,xã,village,14,x,\n`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'STAFF.FILE_REFUSED', errorCount: 4 } });
    expect(await registry.query('SELECT FROM unit')).toHaveLength(0);
  });

  it('are imported once, however often the file is sent', async () => {
    expect((await registry.importUnits()).body).toEqual({ rows: 6, established: 6 });
    expect((await registry.importUnits()).body).toEqual({ rows: 6, established: 0 });
    const events = await registry.published();
    expect(events.map(({ type, topic }) => `${type} ${topic}`)).toEqual(
      Array(6).fill('staff.UnitEstablished staff.unit'),
    );
    expect(events[3]).toMatchObject({
      key: oldId('03646'),
      revision: 1,
      data: { parentUnitId: oldId('116'), provinceUnitId: oldId('14'), validFrom: FIRST_DAY, longitude: 103.9 },
    });
  });

  it('are merged and dissolved by one decision, once, with codes that are used again', async () => {
    const before = (await registry.published()).length;
    const answer = await registry.changeUnits();
    expect(answer).toMatchObject({ status: 200, body: { ended: 4, established: 1, merged: 1, dissolved: 1 } });
    expect((await registry.changeUnits()).body).toEqual(answer.body);

    const events = (await registry.published()).slice(before);
    expect(events.map(({ type, key, revision }) => [type, key, revision])).toEqual([
      ['staff.UnitEstablished', newId, 1],
      ['staff.UnitsMerged', newId, 2],
      ['staff.UnitDissolved', oldId('116'), 2],
    ]);
    expect(events[1]?.data).toMatchObject({ predecessorUnitIds: ['03646', '03649', '03652'].map(oldId) });
  });

  it('are found by the day', async () => {
    expect((await list('asOf=2025-06-30&level=commune')).map(({ name }) => name)).toEqual([
      'Phường Chiềng Lề',
      'Phường Tô Hiệu',
      'Phường Quyết Thắng',
    ]);
    expect(await list('asOf=2025-07-01&level=commune')).toMatchObject([{ id: newId, name: 'Phường Tô Hiệu' }]);
    expect((await list(`parentId=${oldId('14')}`)).map(({ code }) => code)).toEqual(['03646', 'SNV']);
    const answer = await registry.service.call('GET', `/v1/units/${newId}`, { as: ['trainer'] });
    expect(answer.body).toMatchObject({ successors: [], predecessors: [{ code: '03646' }, {}, {}] });
    const nobody = await registry.service.call('GET', `/v1/units/${uuidFrom('x')}`, { as: ['trainer'] });
    expect(nobody).toMatchObject({ status: 404, body: { code: 'STAFF.UNIT_ID_UNKNOWN' } });
  });

  it('are shown as they were on a day, with what had happened by then', async () => {
    const show = (id: string, query = '') =>
      registry.service.call<Record<string, unknown>>('GET', `/v1/units/${id}${query}`, { as: ['trainer'] });
    const old = oldId('03646');
    expect((await show(old, '?asOf=2025-06-30')).body).toMatchObject({ name: 'Phường Chiềng Lề', successors: [] });
    expect((await show(old)).body).toMatchObject({ successors: [{ unitId: newId, name: 'Phường Tô Hiệu' }] });
    expect((await show(newId, '?asOf=2025-07-01')).body).toMatchObject({ predecessors: [{}, {}, {}] });
    for (const [id, day] of [
      [old, '2025-07-01'],
      [newId, '2025-06-30'],
    ])
      expect(await show(String(id), `?asOf=${day}`)).toMatchObject({
        status: 404,
        body: { code: 'STAFF.UNIT_NOT_ON_DAY' },
      });
    expect(await show(uuidFrom('x'), '?asOf=2025-07-01')).toMatchObject({
      status: 404,
      body: { code: 'STAFF.UNIT_ID_UNKNOWN' },
    });
    const carriers = async (query: string) => {
      const path = `/v1/unit-codes/03646${query}`;
      return (await registry.service.call<{ units: { unitId: string }[] }>('GET', path, { as: ['trainer'] })).body;
    };
    expect((await carriers('')).units.map(({ unitId }) => unitId)).toEqual([old, newId]);
    expect((await carriers('?asOf=2025-06-30')).units.map(({ unitId }) => unitId)).toEqual([old]);
    for (const path of [`/v1/units/${old}`, '/v1/unit-codes/03646', '/v1/units', '/v1/units/tree'])
      expect(await registry.service.call('GET', `${path}?asOf=2025-02-30`, { as: ['trainer'] })).toMatchObject({
        status: 400,
        body: { code: 'HTTP.INPUT_INVALID', errors: [{ field: 'asOf', code: 'isCalendarDate' }] },
      });
  });

  it('that ended cannot be merged by another decision', async () => {
    const answer = await registry.changeUnits({ ...MERGER, decision: { ...MERGER.decision, number: '2' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'STAFF.FILE_REFUSED' } });
  });

  it('cannot carry one code on one day twice, whoever writes to the database', async () => {
    const insert = registry.query(
      `INSERT INTO unit_name (unit_id, code, name, kind, valid, decision)
       SELECT $1, code, name, kind, '[2025-08-01,2025-09-01)', decision FROM unit_name WHERE unit_id = $2`,
      [oldId('116'), newId],
    );
    await expect(insert).rejects.toThrow('unit_code_once_a_day');
  });

  it('are not changed by a decision that is not complete', async () => {
    for (const wrong of [
      { decision: undefined },
      { merges: undefined },
      { effectiveDate: '2025-02-30' },
      { decision: { number: '2', issuedOn: '2025-06-17' } },
      { decision: { number: '2', issuer: 'UBTVQH' } },
      { dissolve: [1] },
    ])
      expect(await registry.changeUnits({ ...MERGER, ...wrong })).toMatchObject({
        status: 400,
        body: { code: 'HTTP.INPUT_INVALID' },
      });
  });

  it('point to the decision that made them, and to the one that ended them', async () => {
    const decided = async (id: string) => {
      const { body } = await registry.service.call<UnitWithSuccession>('GET', `/v1/units/${id}`, { as: ['auditor'] });
      const { issuer, endedBy, names, predecessors } = body;
      const [name] = names;
      return [issuer, endedBy?.number, name?.decision, name?.issuedOn, name?.issuer, predecessors[0]?.decision];
    };
    const { number, issuedOn, issuer } = MERGER.decision;
    expect(await decided(oldId('03649'))).toEqual(['GSO', number, '654 (2024-12-20)', '2024-12-20', 'GSO', undefined]);
    expect(await decided(newId)).toEqual([issuer, undefined, `${number} (${issuedOn})`, issuedOn, issuer, number]);
    const undecided = `SELECT id FROM unit WHERE change_id IS NULL OR (ended_by IS NULL) <> upper_inf(valid)
      UNION ALL SELECT unit_id FROM unit_name WHERE change_id IS NULL
      UNION ALL SELECT successor_id FROM unit_succession WHERE change_id IS NULL`;
    expect(await registry.query(undecided)).toEqual([]);
    // The list was sent twice, the decision too: each is recorded once.
    expect(await registry.query('SELECT kind, decision FROM unit_change ORDER BY kind DESC')).toEqual([
      { kind: 'import', decision: '654' },
      { kind: 'change', decision: number },
    ]);
  });

  it('are not imported without number, date and issuer of the decision', async () => {
    for (const query of ['issuedOn=2024-12-20&issuer=GSO', 'decision=1&issuer=GSO', 'decision=1&issuedOn=2024-12-20']) {
      const path = `/v1/unit-imports?validFrom=${FIRST_DAY}&${query}`;
      const raw = { type: 'text/csv', content: UNITS };
      expect(await registry.service.call('POST', path, { as: ['operator'], raw })).toMatchObject({
        status: 400,
        body: { code: 'HTTP.INPUT_INVALID' },
      });
    }
    const undated = registry.query(
      `INSERT INTO unit_change (id, effective_date, decision, summary, changed_by)
       VALUES (gen_random_uuid(), '2025-08-01', '3/NQ', '{}', 'x')`,
    );
    await expect(undated).rejects.toThrow('unit_change_decided');
  });

  it('are changed only by those who may', async () => {
    const call = (as?: string[]) =>
      registry.service.call('POST', '/v1/unit-changes', { ...(as && { as }), body: MERGER });
    expect((await call()).status).toBe(401);
    expect((await call(['hr-officer', 'auditor'])).status).toBe(403);
  });
});
