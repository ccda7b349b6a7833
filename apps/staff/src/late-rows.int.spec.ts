// News that come late: they go into the history at their date, whatever the order in which the batches arrive.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, uuidFrom } from '#kernel';
import type { BatchView } from './database/batch-view.js';
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
let batches = 0;

async function release(batch: BatchView) {
  expect(batch.status).toBe('validated');
  const answer = await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': batch.id });
  expect(answer.status).toBe(202);
  while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
}
async function apply(cause: string, ...lines: string[]) {
  const { body } = await registry.upload(batchFile(...lines), { cause, name: `Đợt ${(batches += 1)}` });
  await release(body);
  return body;
}
const show = async (code: string, query = '') =>
  (await registry.service.call<PersonView>('GET', `/v1/people/${personId(code)}${query}`, { as: ['auditor'] })).body;
const held = ({ holdings }: PersonView) => holdings.map(({ unitCode, from, to }) => `${unitCode} ${from} ${to}`);
const beside = ({ duties }: PersonView) =>
  duties.map(({ unitCode, duty, from, to }) => `${unitCode} ${duty} ${from} ${to}`);
const eventsOf = async (code: string) => (await registry.published()).filter(({ key }) => key === personId(code));
const reverse = (id: string) =>
  registry.service.call<BatchView & { errors?: { code: string }[] }>(
    'POST',
    `/v1/reassignment-batches/${id}/reversal`,
    {
      as: ['scheduler'],
      body: { decision: '99/QĐ' },
      headers: { 'idempotency-key': `reverse ${id}` },
    },
  );

describe('a row dated before the post held now', () => {
  it('tells what was so until the next change, and leaves the present as it is', async () => {
    await apply(
      'appointment',
      'L-1,Lò L1,appoint,SNV,office-specialist,focal-point;one-stop,2025-01-01',
      'L-2,Lò L2,appoint,SNV,director,,2025-01-01',
    );
    await apply('rotation', 'L-1,,reassign,03646,party-secretary,focal-point,2025-06-01', 'L-2,,leave,,,,2025-06-01');
    const late = await apply(
      'election',
      'L-1,,reassign,03649,council-chairman,one-stop,2025-03-01',
      'L-2,,reassign,03652,council-chairman,focal-point,2025-04-01',
    );

    expect(held(await show('L-1'))).toEqual([
      'SNV 2025-01-01 2025-03-01',
      '03649 2025-03-01 2025-06-01',
      '03646 2025-06-01 null',
    ]);
    expect(beside(await show('L-1'))).toEqual([
      'SNV focal-point 2025-01-01 2025-03-01',
      'SNV one-stop 2025-01-01 2025-03-01',
      '03649 one-stop 2025-03-01 2025-06-01',
      '03646 focal-point 2025-06-01 null',
    ]);
    const [l1, l2] = [(await eventsOf('L-1')).at(-1), (await eventsOf('L-2')).at(-1)];
    const present = { unitId: unit('03646'), post: 'party-secretary', duties: ['focal-point'] };
    expect(l1).toMatchObject({
      type: 'staff.StaffReassigned',
      revision: 3,
      lane: 1,
      data: { cause: 'election', effectiveDate: '2025-03-01', batchId: late.id, before: present, after: present },
    });
    expect(l1?.data['backdated']).toMatchObject({
      before: { unitId: unit('SNV'), duties: ['focal-point', 'one-stop'] },
      after: { unitId: unit('03649'), unitLevel: 'commune', post: 'council-chairman', duties: ['one-stop'] },
      until: '2025-06-01',
      since: '2025-06-01',
    });
    expect(l2).toMatchObject({
      type: 'staff.StaffLeft',
      revision: 3,
      data: { effectiveDate: '2025-04-01', backdated: { after: { duties: ['focal-point'] }, since: '2025-06-01' } },
    });
    expect(await show('L-2')).toMatchObject({ status: 'left', revision: 3 });

    // What had been known is still known to have been known, and the reversal puts it back.
    expect(held(await show('L-1', '?knownOn=2100-01-01'))).toHaveLength(3);
    expect(
      await registry.query('SELECT valid::text AS valid FROM post_holding_past WHERE person_id = $1', [
        personId('L-1'),
      ]),
    ).toEqual(expect.arrayContaining([{ valid: '[2025-01-01,2025-06-01)' }]));
    const undone = await reverse(late.id);
    expect(undone).toMatchObject({ status: 201, body: { status: 'validated', rows: 2 } });
    await release(undone.body);
    expect(await show('L-1', '?asOf=2025-04-15')).toMatchObject({
      holdings: [{ unitCode: 'SNV', post: 'office-specialist', to: '2025-06-01' }],
      duties: [{ duty: 'focal-point' }, { duty: 'one-stop' }],
    });
    expect(held(await show('L-1')).at(-1)).toBe('03646 2025-06-01 null');
    expect((await eventsOf('L-1')).at(-1)).toMatchObject({
      type: 'staff.StaffReassigned',
      revision: 4,
      data: { cause: 'correction', after: present, backdated: { after: { unitId: unit('SNV') } } },
    });
    expect(await show('L-2', '?asOf=2025-05-01')).toMatchObject({ holdings: [{ post: 'director' }] });
  });

  it('may appoint before what was known first, or let go earlier; both are undone too', async () => {
    await apply(
      'appointment',
      'L-3,Lò L3,appoint,SNV,director,,2025-03-01',
      'L-4,Lò L4,appoint,SNV,director,,2025-01-01',
    );
    await apply('rotation', 'L-4,,reassign,03646,party-secretary,,2025-05-01');
    const late = await apply(
      'correction',
      'L-3,Lò Khác,appoint,03649,party-secretary,one-stop,2025-02-01',
      'L-4,,leave,,,,2025-02-01',
    );
    expect(await show('L-3')).toMatchObject({ fullName: 'Lò L3' });
    expect(held(await show('L-3'))).toEqual(['03649 2025-02-01 2025-03-01', 'SNV 2025-03-01 null']);
    expect(beside(await show('L-3'))).toEqual(['03649 one-stop 2025-02-01 2025-03-01']);
    expect(held(await show('L-4'))).toEqual(['SNV 2025-01-01 2025-02-01', '03646 2025-05-01 null']);
    expect((await eventsOf('L-4')).at(-1)).toMatchObject({
      type: 'staff.StaffReassigned',
      data: { after: { unitId: unit('03646') }, backdated: { after: null } },
    });
    await release((await reverse(late.id)).body);
    expect(held(await show('L-3'))).toEqual(['SNV 2025-03-01 null']);
    expect(beside(await show('L-3'))).toEqual([]);
    expect(await show('L-4', '?asOf=2025-04-30')).toMatchObject({ status: 'serving', holdings: [{ unitCode: 'SNV' }] });
  });

  it('is refused where it says nothing sensible, and not undone once another late row has cut it', async () => {
    await apply('appointment', 'L-5,Lò L5,appoint,SNV,director,,2025-01-01');
    await apply('rotation', 'L-5,,reassign,03646,party-secretary,,2025-06-01');
    const faults = async (line: string) =>
      (await registry.upload<{ errors: { code: string }[] }>(batchFile(line))).body.errors.map(({ code }) => code);
    expect(await faults('L-5,,reassign,03649,party-secretary,,2025-06-01')).toEqual(['STAFF.VALIDITY_OVERLAP']);
    expect(await faults('L-5,Lò L5,appoint,03649,party-secretary,,2025-03-01')).toEqual(['STAFF.VALIDITY_OVERLAP']);
    expect(await faults('L-6,,leave,,,,2025-03-01')).toEqual(['STAFF.PERSON_UNKNOWN']);
    const late = await apply('election', 'L-5,,reassign,03649,council-chairman,,2025-02-01');
    await apply('election', 'L-5,,reassign,03652,council-chairman,,2025-03-01');
    expect(await reverse(late.id)).toMatchObject({ status: 422, body: { errors: [{ code: 'STAFF.MOVED_SINCE' }] } });
  });

  it('is checked again at the release: what was about the present then must be so now', async () => {
    await apply('appointment', 'L-7,Lò L7,appoint,SNV,director,,2025-01-01');
    const { body } = await registry.upload(batchFile('L-7,,reassign,03649,council-chairman,,2025-03-01'));
    await apply('rotation', 'L-7,,reassign,03646,party-secretary,,2025-06-01');
    expect(await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id })).toMatchObject({
      status: 409,
      body: { code: 'STAFF.BATCH_OUTDATED' },
    });
  });
});

describe('careers told in any order', () => {
  const CODES = ['03646', '03649', '03652'];
  const PEOPLE = 40;
  const career = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 4, maxLength: 4 }),
    units: fc.array(fc.constantFrom(...CODES), { minLength: 5, maxLength: 5 }),
    duties: fc.array(fc.constantFrom('', 'one-stop', 'focal-point', 'focal-point;one-stop'), {
      minLength: 5,
      maxLength: 5,
    }),
  });

  it('are those that would have been told in the order of time', async () => {
    const told = fc.sample(career, { numRuns: PEOPLE, seed: 654 });
    const line = (who: number, step: number, action: string, day: number) =>
      `Q-${who},Lò Q${who},${action},${told[who]?.units[step]},justice-registry-officer,${told[who]?.duties[step]},${addDays(FIRST_DAY, day)}`;
    await apply('registration', ...told.map((_each, who) => line(who, 0, 'appoint', 0)));
    for (let step = 1; step <= 4; step += 1)
      await apply('rotation', ...told.map(({ days }, who) => line(who, step, 'reassign', days[step - 1] ?? 0)));
    for (const [who, { days, units, duties }] of told.entries()) {
      const steps = [0, ...days].map((day, step) => ({ day, unit: units[step], duties: duties[step] ?? '' }));
      const inOrder = steps.sort((a, b) => a.day - b.day);
      const date = (day: number | undefined) => (day === undefined ? null : addDays(FIRST_DAY, day));
      const view = await show(`Q-${who}`);
      expect(held(view)).toEqual(
        inOrder.map((step, index) => `${step.unit} ${date(step.day)} ${date(inOrder[index + 1]?.day)}`),
      );
      for (const step of inOrder) {
        const day = date(step.day) ?? '';
        const now = view.duties.filter(({ from, to }) => from <= day && (to === null || day < to));
        // Shown in the order in which they began, which may have been at an earlier step.
        expect(now.map(({ unitCode, duty }) => `${unitCode} ${duty}`).sort()).toEqual(
          step.duties ? step.duties.split(';').map(duty => `${step.unit} ${duty}`) : [],
        );
      }
      const events = await eventsOf(`Q-${who}`);
      expect(events.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
      expect(events.at(-1)?.data['after']).toMatchObject({ unitId: unit(inOrder.at(-1)?.unit ?? '') });
    }
  });
});
