import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { batchFile, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import type { PeoplePage } from './use-cases/list-people.js';
import type { PersonView } from './use-cases/show-person.js';

const CODES = ['SL-1', 'SL-2', 'SL-3', 'SL-4', 'SL-5'];
const PEOPLE = batchFile(
  ...CODES.map(code => `${code},Lường Thị ${code},appoint,SNV,office-specialist,one-stop,2025-01-01`),
);

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
  await release(PEOPLE);
  await apply();
}, 120_000);
afterAll(() => registry.stop());

const apply = () => registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute();
const personId = (code: string) => uuidFrom('person', code);

async function release(file: string) {
  const { body } = await registry.upload(file);
  return registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id });
}

const move = {
  action: 'reassign',
  unitCode: '03646',
  post: 'justice-registry-officer',
  duties: ['focal-point'],
  cause: 'rotation',
  effectiveDate: '2025-05-01',
  decision: '77/QĐ',
};
const byHand = (code: string, key: string | undefined, change: object = {}, as = ['hr-officer']) =>
  registry.service.call('POST', `/v1/people/${personId(code)}/reassignments`, {
    as,
    body: { ...move, ...change },
    ...(key && { headers: { 'idempotency-key': key } }),
  });

describe('a person', () => {
  it('is listed page by page, as of a day and by unit', async () => {
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 3; page++) {
      const path = `/v1/people?limit=2&asOf=2025-02-01&unitId=${uuidFrom('unit', 'SNV', '2025-01-01')}${after}`;
      const { body } = await registry.service.call<PeoplePage>('GET', path, { as: ['hr-officer'] });
      seen.push(...body.items.map(({ staffCode }) => staffCode));
      after = `&after=${body.next}`;
      expect(body.next === null).toBe(page === 2);
    }
    expect(seen.sort()).toEqual(CODES);
    const before = await registry.service.call<PeoplePage>('GET', '/v1/people?asOf=2024-12-31', { as: ['scheduler'] });
    expect(before.body.items).toEqual([]);
    expect((await registry.service.call('GET', '/v1/people', { as: ['trainer'] })).status).toBe(403);
  });

  it('is moved by hand once for one key, on the calm lane', async () => {
    const first = await byHand('SL-1', 'h1');
    expect(first).toMatchObject({ status: 201, body: { personId: personId('SL-1'), revision: 2 } });
    expect((await byHand('SL-1', 'h1')).body).toEqual(first.body);
    expect(await registry.query('SELECT person_id, revision, decision, changed_by FROM reassignment_by_hand')).toEqual([
      { person_id: personId('SL-1'), revision: 2, decision: '77/QĐ', changed_by: 'tester' },
    ]);
    const events = (await registry.published()).filter(({ topic }) => topic === 'staff.assignment');
    expect(events).toMatchObject([
      {
        type: 'staff.StaffReassigned',
        lane: 0,
        revision: 2,
        data: {
          before: { duties: ['one-stop'] },
          after: { duties: ['focal-point'], unitLevel: 'commune' },
          batchId: null,
        },
      },
    ]);
  });

  it('is shown as of a day with what was held on it alone', async () => {
    const show = (query: string, code = 'SL-1') =>
      registry.service.call('GET', `/v1/people/${personId(code)}?${query}`, { as: ['auditor'] });
    const held = async (query: string) => {
      const { status, holdings, duties } = (await show(query)).body as unknown as PersonView;
      return [status, ...holdings.map(({ unitCode }) => unitCode), ...duties.map(({ duty }) => duty)];
    };
    expect(await held('asOf=2025-04-30')).toEqual(['serving', 'SNV', 'one-stop']);
    expect(await held('asOf=2025-05-01')).toEqual(['serving', '03646', 'focal-point']);
    expect(await held('asOf=2024-12-31')).toEqual(['left']);
    expect(await held('asOf=2025-05-01&knownOn=2025-05-01')).toEqual(['left']);
    for (const field of ['asOf', 'knownOn'])
      expect(await show(`${field}=2025-13-01`)).toMatchObject({
        status: 400,
        body: { code: 'HTTP.INPUT_INVALID', errors: [{ field, code: 'isCalendarDate' }] },
      });
  });

  it('is not moved by hand against the rules', async () => {
    expect((await byHand('SL-2', undefined)).status).toBe(400);
    expect((await byHand('SL-2', 'h2', {}, ['auditor'])).status).toBe(403);
    expect((await byHand('SL-99', 'h2')).status).toBe(404);
    const refusals = await Promise.all([
      byHand('SL-2', 'h3', { action: 'appoint' }),
      byHand('SL-2', 'h4', { post: 'director' }),
      byHand('SL-2', 'h5', { effectiveDate: '2025-01-01' }),
      byHand('SL-2', 'h6', { unitCode: undefined }),
    ]);
    expect(refusals.map(({ status, body }) => [status, body['code']])).toEqual([
      [422, 'STAFF.TWO_MAIN_POSTS'],
      [422, 'STAFF.POST_LEVEL_MISMATCH'],
      [422, 'STAFF.VALIDITY_OVERLAP'],
      [422, 'STAFF.ROW_MALFORMED'],
    ]);
  });

  it('is not moved by hand while a batch is moving the same person', async () => {
    await release(batchFile('SL-3,,leave,,,,2025-06-01'));
    expect(await byHand('SL-3', 'h7')).toMatchObject({ status: 409, body: { code: 'STAFF.PERSON_BEING_MOVED' } });
    expect(
      (await byHand('SL-4', 'h8', { unitId: uuidFrom('unit', '03649', '2025-01-01'), unitCode: undefined })).status,
    ).toBe(201);
    await apply();
    const gone = await byHand('SL-3', 'h9', { effectiveDate: '2025-06-01' });
    expect(gone).toMatchObject({ status: 422, body: { code: 'STAFF.PERSON_UNKNOWN' } });
    // A month earlier the person still held the post, and may have held another one.
    expect(await byHand('SL-3', 'h11')).toMatchObject({ status: 201, body: { revision: 3 } });
    expect((await byHand('SL-3', 'h10', { action: 'appoint', effectiveDate: '2025-06-01' })).status).toBe(201);
  });
});
