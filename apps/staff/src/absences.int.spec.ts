import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import type { Problem } from '#platform';
import { batchFile, FIRST_DAY, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import type { PersonView } from './use-cases/show-person.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
  const { body } = await registry.upload(
    batchFile(...['A', 'B'].map(code => `${code},Lò ${code},appoint,SNV,office-specialist,,2025-01-01`)),
  );
  expect((await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id })).status).toBe(202);
  while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
}, 120_000);
afterAll(() => registry.stop());

const host = uuidFrom('unit', '03646', FIRST_DAY);
const path = (code: string, end = '') => `/v1/people/${uuidFrom('person', code)}${end}`;
const post = (to: string, body: object, { as = ['scheduler'], version = 0, again = '' } = {}) =>
  registry.service.call<Problem & { id: string; version: number }>('POST', to, {
    as,
    body,
    headers: {
      'idempotency-key': uuidFrom(JSON.stringify([to, body, version, again])),
      ...(version > 0 && { 'if-match': `"${version}"` }),
    },
  });
const away = async (code: string, query = '') => {
  const { body } = await registry.service.call<PersonView>('GET', path(code, query), { as: ['auditor'] });
  return body.absences.map(({ kind, from, to, version }) => [kind, from, to, version]);
};
/** As if all that is known of the absences had been recorded at these hours. */
async function recordedAt(code: string, at: string) {
  await registry.query('ALTER TABLE absence DISABLE TRIGGER USER');
  await registry.query('UPDATE absence SET recorded_at = $2 WHERE person_id = $1', [uuidFrom('person', code), at]);
  await registry.query('ALTER TABLE absence ENABLE TRIGGER USER');
}

describe('an absence put right', () => {
  const study = { kind: 'study', from: '2025-08-01', to: '2025-10-01', decision: '7/QĐ' };
  const why = { decision: '9/QĐ', reason: 'Ghi nhầm loại nghỉ' };

  it('is as it really was from then on, and what had been known when stays readable', async () => {
    const { body } = await post(path('A', '/absences'), study);
    await recordedAt('A', '2025-08-02T08:00:00+07');
    const correct = path('A', `/absences/${body.id}/corrections`);
    const seconded = { kind: 'secondment', from: '2025-08-15', to: null, hostUnitId: host };
    expect((await post(correct, { ...why, absence: seconded }, { as: ['hr-officer'], version: 1 })).status).toBe(403);
    expect((await post(correct, { ...why, absence: seconded })).status).toBe(428);
    expect((await post(correct, { ...why, absence: seconded }, { version: 2 })).status).toBe(412);
    for (const [wrong, code] of [
      [{ ...seconded, hostUnitId: null }, 'STAFF.HOST_UNIT_OF_SECONDMENT'],
      [{ ...seconded, to: '2025-08-15' }, 'STAFF.ABSENCE_ENDS_BEFORE_START'],
    ])
      expect(await post(correct, { ...why, absence: wrong }, { version: 1 })).toMatchObject({
        status: 422,
        body: { code },
      });
    const corrected = await post(correct, { ...why, absence: seconded }, { version: 1 });
    expect(corrected).toMatchObject({ status: 201, body: { id: body.id, version: 2 } });

    expect(await away('A')).toEqual([['secondment', '2025-08-15', null, 2]]);
    expect(await away('A', '?knownOn=2025-08-01')).toEqual([]);
    expect(await away('A', '?knownOn=2025-08-02')).toEqual([['study', '2025-08-01', '2025-10-01', 1]]);
    expect(await away('A', '?knownOn=2100-01-01')).toEqual([['secondment', '2025-08-15', null, 2]]);
    expect(await away('A', '?asOf=2025-08-10')).toEqual([]);
    expect(await away('A', '?asOf=2025-08-10&knownOn=2025-08-02')).toHaveLength(1);
    expect(await registry.query('SELECT version, decision, reason, corrected_by FROM absence_correction')).toEqual([
      { version: 2, ...why, corrected_by: 'tester' },
    ]);
  });

  it('that never was is taken back, and another may then be recorded for the time', async () => {
    const { body } = await post(path('B', '/absences'), study);
    const sick = { ...study, kind: 'sick', from: '2025-09-01' };
    expect(await post(path('B', '/absences'), sick)).toMatchObject({ body: { code: 'STAFF.ABSENT_ALREADY' } });
    await post(path('B', `/absences/${body.id}/end`), { on: '2025-09-15' });
    await recordedAt('B', '2025-08-02T08:00:00+07');
    const correct = path('B', `/absences/${body.id}/corrections`);
    expect((await post(correct, why, { version: 1 })).status).toBe(412);
    expect(await post(correct, why, { version: 2 })).toMatchObject({ status: 201, body: { version: 3 } });
    expect(await post(correct, why, { version: 3 })).toMatchObject({
      status: 404,
      body: { code: 'STAFF.ABSENCE_UNKNOWN' },
    });
    expect((await post(path('B', '/absences'), sick, { again: 'yes' })).status).toBe(201);
    expect(await away('B')).toEqual([['sick', '2025-09-01', '2025-10-01', 1]]);
    expect(await away('B', '?knownOn=2025-08-02')).toEqual([['study', '2025-08-01', '2025-09-15', 2]]);
  });

  it('cannot be put over another one of the same person', async () => {
    const { body } = await post(path('B', '/absences'), { ...study, from: '2025-03-01', to: '2025-04-01' });
    const absence = { ...study, decision: undefined, to: '2025-12-01' };
    expect(
      await post(path('B', `/absences/${body.id}/corrections`), { ...why, absence }, { version: 1 }),
    ).toMatchObject({ status: 409, body: { code: 'STAFF.ABSENT_ALREADY' } });
  });
});

describe('vacancies', () => {
  it('are shown as they were known on a day', async () => {
    const list = async (what: string, query: string) => {
      const answer = await registry.service.call<{ items: object[] }>('GET', `/v1/${what}?${query}`, {
        as: ['auditor'],
      });
      return [answer.status, answer.body.items?.length];
    };
    const moved = await registry.upload(batchFile('A,,leave,,,,2025-11-01', 'B,,leave,,,,2025-11-01'));
    await registry.release(moved.body, { 'if-match': '"1"', 'idempotency-key': moved.body.id });
    while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
    expect(await list('vacancies', 'asOf=2025-11-01')).toEqual([200, 1]);
    expect(await list('vacancies', 'asOf=2025-11-01&knownOn=2025-11-01')).toEqual([200, 0]);
    expect((await list('vacancies', 'knownOn=2025-11-31'))[0]).toBe(400);
  });
});
