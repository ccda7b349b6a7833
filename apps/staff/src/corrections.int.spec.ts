import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import type { Problem } from '#platform';
import type { BatchView } from './database/batch-view.js';
import { batchFile, MERGER_DAY, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import type { PersonView } from './use-cases/show-person.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
  await registry.changeUnits();
}, 120_000);
afterAll(() => registry.stop());

const personId = (code: string) => uuidFrom('person', code);
const office = uuidFrom('unit', 'SNV', '2025-01-01');
const ward = uuidFrom('unit', '03646', MERGER_DAY);

async function applied(batch: { id: string }) {
  const key = `${batch.id}`;
  expect((await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': key })).status).toBe(202);
  while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
}
async function upload(cause: string, ...lines: string[]) {
  const { body } = await registry.upload(batchFile(...lines), { cause });
  await applied(body);
  return body;
}
const show = async (code: string, query = '') =>
  (await registry.service.call<PersonView>('GET', `/v1/people/${personId(code)}${query}`, { as: ['auditor'] })).body;
const held = ({ holdings }: PersonView) => holdings.map(({ unitCode, post, from, to }) => [unitCode, post, from, to]);
const eventsOf = async (code: string) => (await registry.published()).filter(({ key }) => key === personId(code));

describe('a wrong batch', () => {
  const reverse = (id: string, body: object, as = ['scheduler']) =>
    registry.service.call<BatchView & { code?: string; errors?: { code: string; row: number }[] }>(
      'POST',
      `/v1/reassignment-batches/${id}/reversal`,
      { as, body, headers: { 'idempotency-key': uuidFrom(JSON.stringify([id, body])) } },
    );

  it('is undone by a batch of its own: who moved goes back, who came leaves, who left returns; nothing is deleted', async () => {
    await upload(
      'registration',
      'R-1,Lò R1,appoint,SNV,deputy-director,focal-point,2025-08-01',
      'R-2,Lò R2,appoint,03646,justice-registry-officer,one-stop,2025-08-01',
    );
    const wrong = await upload(
      'rotation',
      'R-1,,reassign,03646,party-secretary,,2025-09-01',
      'R-2,,leave,,,,2025-09-01',
      'R-3,Lò R3,appoint,SNV,director,,2025-09-01',
    );
    expect((await reverse(wrong.id, { decision: 'x' }, ['hr-officer'])).status).toBe(403);
    // On the very day of the batch, as if it had not been; what had been known stays on record.
    const made = await reverse(wrong.id, { decision: '99/QĐ', effectiveDate: '2025-09-01' });
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'validated', cause: 'correction', rows: 3, reverses: wrong.id },
    });
    expect(await reverse(wrong.id, { decision: 'other' })).toMatchObject({
      status: 409,
      body: { code: 'STAFF.BATCH_REVERSED' },
    });
    await applied(made.body);
    expect(held(await show('R-1'))).toEqual([
      ['SNV', 'deputy-director', '2025-08-01', '2025-09-01'],
      ['SNV', 'deputy-director', '2025-09-01', null],
    ]);
    expect((await show('R-1')).duties.at(-1)).toMatchObject({ duty: 'focal-point', unitCode: 'SNV', to: null });
    expect(held(await show('R-2')).at(-1)).toEqual(['03646', 'justice-registry-officer', '2025-09-01', null]);
    expect(await show('R-3')).toMatchObject({ status: 'left', holdings: [] });
    expect(
      await registry.query(`SELECT post FROM post_holding_past WHERE person_id = $1 AND upper_inf(valid)`, [
        personId('R-3'),
      ]),
    ).toEqual([{ post: 'director' }]);
    expect((await eventsOf('R-3')).map(({ type, revision, data }) => [type, revision, data['cause']])).toEqual([
      ['staff.StaffAppointed', 1, 'rotation'],
      ['staff.StaffLeft', 2, 'correction'],
    ]);
  });

  it('is not undone over the heads of people who were moved again', async () => {
    const wrong = await upload('appointment', 'R-4,Lò R4,appoint,SNV,office-specialist,,2025-10-01');
    await upload('rotation', 'R-4,,reassign,SNV,chief-of-office,,2025-11-01');
    expect(await reverse(wrong.id, { decision: '1/QĐ', effectiveDate: '2025-12-01' })).toMatchObject({
      status: 422,
      body: { code: 'STAFF.BATCH_IRREVERSIBLE', errors: [{ code: 'STAFF.MOVED_SINCE', row: 2 }] },
    });
    expect(await registry.query('SELECT FROM reassignment_batch WHERE reverses = $1', [wrong.id])).toEqual([]);
  });
});

describe('a correction of the past', () => {
  const correct = (code: string, revision: number, body: object, as = ['scheduler']) =>
    registry.service.call<Problem>('POST', `/v1/people/${personId(code)}/corrections`, {
      as,
      body: { decision: '5/QĐ', reason: 'Ghi nhầm đơn vị', ...body },
      headers: { 'if-match': `"${revision}"`, 'idempotency-key': uuidFrom(JSON.stringify([code, revision, body])) },
    });

  it('changes what was so, keeps what was known when, and tells the others where the person serves', async () => {
    await upload('registration', 'P-1,Vì P1,appoint,SNV,office-specialist,one-stop,2025-08-01');
    // The record is older than the question: yesterday nobody knew anything.
    await registry.query(`ALTER TABLE post_holding DISABLE TRIGGER USER`);
    await registry.query(`UPDATE post_holding SET recorded_at = '2025-08-02T08:00:00+07' WHERE person_id = $1`, [
      personId('P-1'),
    ]);
    await registry.query(`ALTER TABLE post_holding ENABLE TRIGGER USER`);
    const holdings = [
      { unitId: ward, post: 'justice-registry-officer', from: '2025-07-15', to: '2025-09-01' },
      { unitId: office, post: 'office-specialist', from: '2025-09-01' },
    ];
    const duties = [{ unitId: ward, duty: 'one-stop', from: '2025-07-15', to: '2025-09-01' }];
    expect((await correct('P-1', 1, { holdings, duties }, ['hr-officer'])).status).toBe(403);
    expect((await correct('P-1', 9, { holdings, duties })).status).toBe(412);
    expect(
      await correct('P-1', 1, { holdings: [{ ...holdings[0], to: '2025-10-01' }, holdings[1]], duties }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ row: 2, code: 'STAFF.HISTORY_WRONG' }] },
    });
    expect(await correct('P-1', 1, { holdings, duties })).toMatchObject({ status: 201, body: { revision: 2 } });

    expect(held(await show('P-1'))).toEqual([
      ['03646', 'justice-registry-officer', '2025-07-15', '2025-09-01'],
      ['SNV', 'office-specialist', '2025-09-01', null],
    ]);
    expect(held(await show('P-1', `?knownOn=2025-08-02`))).toEqual([['SNV', 'office-specialist', '2025-08-01', null]]);
    expect(held(await show('P-1', `?knownOn=2025-08-01`))).toEqual([]);
    const onDay = async (knownOn: string) => {
      const path = `/v1/people?asOf=2025-08-20&knownOn=${knownOn}&limit=1000`;
      const { body } = await registry.service.call<{ items: { staffCode: string; unitCode: string }[] }>('GET', path, {
        as: ['auditor'],
      });
      return body.items.filter(({ staffCode }) => staffCode === 'P-1').map(({ unitCode }) => unitCode);
    };
    expect([await onDay('2025-09-30'), await onDay('2100-01-01')]).toEqual([['SNV'], ['03646']]);
    expect((await eventsOf('P-1')).at(-1)).toMatchObject({
      type: 'staff.StaffReassigned',
      revision: 2,
      data: {
        cause: 'correction',
        effectiveDate: '2025-09-01',
        after: { duties: [] },
        before: { duties: ['one-stop'] },
      },
    });
    expect(await registry.query('SELECT revision, decision, reason, corrected_by FROM correction')).toEqual([
      { revision: 2, decision: '5/QĐ', reason: 'Ghi nhầm đơn vị', corrected_by: 'tester' },
    ]);
  });

  it('of somebody who left is told, too, with the day on which that really was', async () => {
    await upload('registration', 'P-2,Vì P2,appoint,SNV,office-specialist,focal-point,2025-08-01');
    await upload('retirement', 'P-2,,leave,,,,2025-10-01');
    const holdings = [{ unitId: office, post: 'office-specialist', from: '2025-08-01', to: '2025-09-15' }];
    const duties = [{ unitId: office, duty: 'focal-point', from: '2025-08-01', to: '2025-09-15' }];
    expect(await correct('P-2', 2, { holdings, duties })).toMatchObject({ status: 201, body: { revision: 3 } });
    const told = { unitId: office, unitLevel: 'department', post: 'office-specialist', duties: ['focal-point'] };
    expect((await eventsOf('P-2')).at(-1)).toMatchObject({
      type: 'staff.StaffLeft',
      revision: 3,
      data: { cause: 'correction', effectiveDate: '2025-09-15', before: told },
    });
    // Nothing is left of it: who heard of revision 3 must hear of 4.
    expect(await correct('P-2', 3, { holdings: [], duties: [] })).toMatchObject({ status: 201 });
    expect((await eventsOf('P-2')).at(-1)).toMatchObject({ revision: 4, data: { before: { unitId: office } } });
  });
});
