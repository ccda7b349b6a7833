import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { BatchPartPreviewed, make, parseProgramme, ProgrammeAdopted, type BatchPreviewRequested } from '#contracts';
import { uuidFrom } from '#kernel';
import { Transaction, type Reaction, type Received } from '#messaging';
import { batchFile, Registry } from './registry.suite.js';
import { AddToPreviewOnBatchPartPreviewed } from './reactions/add-to-preview-on-batch-part-previewed.js';
import { KeepNormsOnProgrammeAdopted } from './reactions/keep-norms-on-programme-adopted.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import { AskPreviewPartsHandler } from './use-cases/ask-preview-parts.js';
import type { PreviewView } from './rules/preview-view.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
}, 120_000);
afterAll(() => registry.stop());

const of = <Handler>(type: new (...none: never[]) => Handler): Handler =>
  registry.service.app.get(type, { strict: false });
const react = <E extends object>(reaction: Reaction<E>, data: E, revision = 1) =>
  of(Transaction).run(tx => reaction.handle([{ data, revision } as Received<E>], tx));
const path = (id: string, end: string) => `/v1/reassignment-batches/${id}/${end}`;
const ask = (id: string, as = ['hr-officer'], key = 'p1') =>
  registry.service.call('POST', path(id, 'preview'), { as, headers: { 'idempotency-key': key } });
const preview = async (id: string) =>
  (await registry.service.call<PreviewView>('GET', path(id, 'preview'), { as: ['scheduler'] })).body;

it('shows before the release who moves, what others answer, and which desks stay under the norm', async () => {
  const rules = parseProgramme(readFileSync('data/programmes/decision-654-2012.json', 'utf8'));
  const adopted = {
    programmeId: uuidFrom('programme'),
    code: rules.code,
    programmeVersion: 1,
    ...rules.inForce,
    rules,
  };
  await react(of(KeepNormsOnProgrammeAdopted), make(ProgrammeAdopted, adopted));
  const desk = ['A', 'B', 'C'].map(
    code => `${code},Lò ${code},appoint,03646,justice-registry-officer,one-stop,2025-01-01`,
  );
  const first = await registry.upload(batchFile(...desk, 'D,Lò D,appoint,SNV,director,focal-point,2025-01-01'));
  await registry.release(first.body, { 'if-match': '"1"', 'idempotency-key': 'first' });
  while (await of(ApplyBatchChunkHandler).execute());

  const { body: batch } = await registry.upload(
    batchFile(
      'A,,reassign,03649,justice-registry-officer,one-stop,2025-02-01',
      'A,,reassign,03652,justice-registry-officer,one-stop,2025-03-01',
      'B,,leave,,,,2025-03-01',
      'E,Lò E,appoint,03649,party-secretary,focal-point,2025-03-01',
    ),
    { cause: 'election' },
  );
  expect((await registry.service.call('GET', path(batch.id, 'preview'), { as: ['auditor'] })).status).toBe(404);
  expect((await ask(batch.id, ['auditor'])).status).toBe(403);
  const asked = await ask(batch.id);
  expect(asked).toMatchObject({ status: 202, body: { id: expect.any(String) } });
  expect((await ask(batch.id)).body).toEqual(asked.body);
  expect(await preview(batch.id)).toMatchObject({ status: 'computing', people: null });

  while (await of(AskPreviewPartsHandler).execute());
  const questions = (await registry.published()).filter(({ type }) => type === 'staff.BatchPreviewRequested');
  expect(questions).toMatchObject([
    { topic: 'staff.batch-preview', lane: 1, data: { batchId: batch.id, cause: 'election' } },
  ]);
  const question = questions[0]?.data as unknown as BatchPreviewRequested;
  const byPerson = Map.groupBy(question.moves, ({ personId }) => personId);
  expect(byPerson.get(uuidFrom('person', 'A'))).toMatchObject([
    { effectiveDate: '2025-02-01', after: { unitLevel: 'commune', duties: ['one-stop'] } },
    { effectiveDate: '2025-03-01' },
  ]);
  expect(byPerson.get(uuidFrom('person', 'B'))).toMatchObject([{ after: null }]);

  const { previewId, partId } = question;
  const effect = { dutiesOpened: 2, dutiesCoalesced: 1, dutiesWaived: 1, seatsFreed: 1 };
  await react(of(AddToPreviewOnBatchPartPreviewed), make(BatchPartPreviewed, { previewId, partId, ...effect }));
  expect(await preview(batch.id)).toMatchObject({
    status: 'ready',
    parts: { asked: 1, answered: 1 },
    people: { rows: 4, people: 3, appointed: 1, reassigned: 1, left: 1, unitsJoined: 2 },
    duties: { opened: 2, coalesced: 1, waived: 1 },
    seatsFreed: 1,
    desks: [
      // One of three stays; nobody was ever the focal point there.
      { code: '03646', duty: 'focal-point', minimum: 1, before: 0, after: 0 },
      { code: '03646', duty: 'one-stop', minimum: 3, before: 3, after: 1 },
      { code: '03649', duty: 'one-stop', minimum: 3, before: 0, after: 0 },
      { code: '03652', duty: 'focal-point', before: 0, after: 0 },
      { code: '03652', duty: 'one-stop', before: 0, after: 1 },
    ],
  });
  expect(await registry.query(`SELECT FROM post_holding WHERE lower(valid) > '2025-01-01'`)).toEqual([]);
  await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': 'second' });
  expect(await ask(batch.id, ['scheduler'], 'late')).toMatchObject({
    status: 409,
    body: { code: 'STAFF.BATCH_RELEASED' },
  });
});
