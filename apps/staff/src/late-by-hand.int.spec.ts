// What comes late by hand is taken, told and refused as a row of a batch is.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { batchFile, FIRST_DAY, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import type { PersonView } from './use-cases/show-person.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
}, 120_000);
afterAll(() => registry.stop());

const personId = (code: string) => uuidFrom('person', code);
const unit = (code: string) => uuidFrom('unit', code, FIRST_DAY);
let count = 0;

interface Change {
  action: string;
  unitCode?: string;
  post?: string;
  duties?: string[];
  cause?: string;
  effectiveDate: string;
}

const upload = (cause: string, ...lines: string[]) =>
  registry.upload<{ id: string; status: string; errors?: { code: string }[] }>(batchFile(...lines), {
    cause,
    name: `Đợt ${(count += 1)}`,
  });
async function apply(cause: string, ...lines: string[]) {
  const { body } = await upload(cause, ...lines);
  expect(body).toMatchObject({ status: 'validated' });
  await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id });
  while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
}
const row = (code: string, { action, unitCode = '', post = '', duties = [], effectiveDate }: Change) =>
  `${code},Lò ${code},${action},${unitCode},${post},${duties.join(';')},${effectiveDate}`;
const byHand = (code: string, change: Change, units?: string[]) =>
  registry.service.call('POST', `/v1/people/${personId(code)}/reassignments`, {
    as: ['hr-officer'],
    ...(units && { units }),
    body: { cause: 'election', decision: '7/QĐ', ...change },
    headers: { 'idempotency-key': `late ${(count += 1)}` },
  });
const show = async (code: string) => {
  const { body } = await registry.service.call<PersonView>('GET', `/v1/people/${personId(code)}`, { as: ['auditor'] });
  const { status, revision, holdings, duties } = body;
  return {
    status,
    revision,
    holdings: holdings.map(({ unitCode, post, from, to }) => [unitCode, post, from, to]),
    duties: duties.map(({ unitCode, duty, from, to }) => [unitCode, duty, from, to]),
  };
};
const lastTold = async (code: string) => {
  const told = (await registry.published()).filter(({ key }) => key === personId(code)).at(-1);
  return { type: told?.type, data: { ...told?.data, personId: null, batchId: null } };
};

const DIRECTOR = { action: 'appoint', unitCode: 'SNV', post: 'director', effectiveDate: '2025-01-01' };
const SECRETARY = { action: 'reassign', unitCode: '03646', post: 'party-secretary', effectiveDate: '2025-06-01' };
const COUNCIL = { action: 'reassign', unitCode: '03649', post: 'council-chairman', duties: ['one-stop'] };

/** Two people of one career; the one hears of the change by a batch, the other by hand. */
async function both(name: string, career: Change[], change: Change) {
  const [batch, hand] = [`${name}-B`, `${name}-H`];
  for (const step of career) await apply('rotation', row(batch, step), row(hand, step));
  await apply('election', row(batch, change));
  expect((await byHand(hand, change)).status).toBe(201);
  expect(await show(hand)).toEqual(await show(batch));
  expect(await lastTold(hand)).toEqual(await lastTold(batch));
  return show(hand);
}

describe('a change by hand', () => {
  it('that lies before the post held now tells of its days until the next change', async () => {
    const career = await both('A', [DIRECTOR, SECRETARY], { ...COUNCIL, effectiveDate: '2025-03-01' });
    expect(career).toMatchObject({
      revision: 3,
      holdings: [
        ['SNV', 'director', '2025-01-01', '2025-03-01'],
        ['03649', 'council-chairman', '2025-03-01', '2025-06-01'],
        ['03646', 'party-secretary', '2025-06-01', null],
      ],
      duties: [['03649', 'one-stop', '2025-03-01', '2025-06-01']],
    });
    expect(
      await registry.query('SELECT until FROM reassignment_by_hand WHERE person_id = $1', [personId('A-H')]),
    ).toEqual([{ until: '2025-06-01' }]);
  });

  it('on the very day on which somebody left, who is back since, fills the days between', async () => {
    const gone = { action: 'leave', effectiveDate: '2025-03-01' };
    const back = { ...SECRETARY, action: 'appoint' };
    const change = { ...COUNCIL, action: 'appoint', effectiveDate: '2025-03-01' };
    const { holdings } = await both('C', [DIRECTOR, gone, back], change);
    expect(holdings[1]).toEqual(['03649', 'council-chairman', '2025-03-01', '2025-06-01']);
  });

  it('of the days before a leave leaves that as it was', async () => {
    const career = [DIRECTOR, { action: 'leave', effectiveDate: '2025-06-01' }];
    expect(await both('D', career, { ...COUNCIL, effectiveDate: '2025-05-01' })).toMatchObject({ status: 'left' });
  });

  it('that contradicts what is recorded is refused with the code that a row gets', async () => {
    await apply('rotation', row('E', DIRECTOR));
    await apply('rotation', row('E', SECRETARY));
    for (const [change, code] of [
      // Two posts from one day on have no order, and nobody is appointed who serves.
      [{ ...COUNCIL, effectiveDate: '2025-06-01' }, 'STAFF.VALIDITY_OVERLAP'],
      [{ ...COUNCIL, action: 'appoint', effectiveDate: '2025-03-01' }, 'STAFF.VALIDITY_OVERLAP'],
      [{ action: 'leave', effectiveDate: '2024-12-01' }, 'STAFF.PERSON_UNKNOWN'],
    ] as const) {
      expect((await upload('election', row('E', change))).body.errors?.map(one => one.code)).toEqual([code]);
      expect(await byHand('E', change)).toMatchObject({ status: 422, body: { code } });
    }
  });

  it('of days in a unit that the officer does not see is refused, and says nothing of them', async () => {
    await apply('rotation', row('F', { ...DIRECTOR, unitCode: '03649', post: 'party-secretary' }));
    await apply('rotation', row('F', SECRETARY));
    const [ours, theirs] = [unit('03646'), unit('03649')];
    const change = { ...COUNCIL, unitCode: '03646', effectiveDate: '2025-03-01' };
    const refused = await byHand('F', change, [ours]);
    expect(refused).toMatchObject({ status: 403, body: { code: 'STAFF.OUT_OF_SCOPE' } });
    expect(JSON.stringify(refused.body)).not.toContain('2025-06-01');
    expect(await show('F')).toMatchObject({ revision: 2 });
    expect((await byHand('F', { ...change, duties: [] }, [ours, theirs])).status).toBe(201);
    expect((await show('F')).holdings[1]).toEqual(['03646', 'council-chairman', '2025-03-01', '2025-06-01']);
  });
});
