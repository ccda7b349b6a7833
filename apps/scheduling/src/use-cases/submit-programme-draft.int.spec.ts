import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  contentHashOf,
  make,
  ProgrammeAdopted,
  ProgrammePreviewed,
  ProposalDecided,
  SchedulingProposalRequested,
  SchedulingProposalSourceChanged,
  TOPICS,
  type ProposalOutcome,
} from '#contracts';
import { canonicalJson, sha256 } from '#kernel';
import { eventually, type ServiceUnderTest } from '#testing';
import { listen, programmeFile, receive, startScheduling } from '../scheduling.suite.js';

interface Draft {
  id: string;
  code?: string;
  status: string;
  revision: number;
  contentHash: string | null;
  effect: object | null;
}
type Heard<E> = Awaited<ReturnType<typeof listen<E>>>;

describe('a programme version by the approval chain', () => {
  let service: ServiceUnderTest;
  let requests: Heard<SchedulingProposalRequested>;
  let adopted: Heard<ProgrammeAdopted>;
  let year = 2100;
  beforeAll(async () => {
    service = await startScheduling({ DIRECT_ADOPTION: 'off' });
    requests = await listen(service, TOPICS.schedulingRequest);
    adopted = await listen(service, TOPICS.programme);
  }, 120_000);
  afterAll(async () => {
    await requests?.stop();
    await adopted?.stop();
    await service?.stop();
  });

  const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}, as = ['scheduler']) =>
    service.call<Draft>('POST', path, { as, body, headers: { 'idempotency-key': randomUUID(), ...headers } });
  const show = async (id: string) =>
    (await service.call<Draft>('GET', `/v1/programme-drafts/${id}`, { as: ['reviewer'] })).body;
  const submit = (id: string, revision: number, headers: Record<string, string> = {}, as?: string[]) =>
    post(`/v1/programme-drafts/${id}/submission`, {}, { 'if-match': `"${revision}"`, ...headers }, as);
  const submitted = async (id: string) => submit(id, (await show(id)).revision);
  /** A file in force in a year of its own, so that the drafts of one test do not stand in the way of another's. */
  const file = () => programmeFile({ inForce: { from: `${++year}-01-01`, to: `${year}-12-31` } });
  const save = async (content: object) => (await post('/v1/programme-drafts', content)).body.id;

  async function preview(id: string): Promise<void> {
    expect((await post(`/v1/programme-drafts/${id}/preview`)).status).toBe(202);
    const [asked] = await service.database.query<{ preview_id: string }>(
      'SELECT preview_id FROM programme_draft WHERE id = $1',
      [id],
    );
    const counts = { entering: 3, leaving: 2, changingClassType: 1, dutiesWaived: 4, retraining: 5 };
    const effect = { cohorts: [{ code: 'commune-one-stop', people: 57 }], ...counts };
    const previewId = asked?.preview_id ?? '';
    await receive(service, make(ProgrammePreviewed, { previewId, ...effect }), { key: previewId });
  }
  async function ready(content: object): Promise<string> {
    const id = await save(content);
    await preview(id);
    return id;
  }
  const told = <E extends object>(type: { type: string }, id: string, sourceVersion: number): Promise<E> =>
    eventually(
      () =>
        Promise.resolve(
          (requests.events as unknown as { type: string; data: E & SchedulingProposalRequested }[]).find(
            one => one.type === type.type && one.data.sourceId === id && one.data.sourceVersion === sourceVersion,
          )?.data,
        ),
      `${type.type} of ${id}, version ${sourceVersion}`,
    );
  const requestOf = (id: string, version = 1) =>
    told<SchedulingProposalRequested>(SchedulingProposalRequested, id, version);
  const decide = (subjectId: string, outcome: ProposalOutcome, contentHash: string | null) => {
    const proposalId = randomUUID();
    const steps = [{ role: 'chairman', decidedBy: 'chairman-1', decidedAt: new Date().toISOString() }];
    const about = { proposalId, subjectType: 'programme-version' as const, subjectId, steps };
    const event = make(ProposalDecided, { ...about, contentHash: contentHash ?? '', outcome });
    return receive(service, event, { key: proposalId });
  };
  const inForce = async (id: string) =>
    (
      await service.database.query<{ rules: object; adopted_by: string }>(
        'SELECT rules, adopted_by FROM programme WHERE id = $1',
        [id],
      )
    )[0];

  it('cannot be put in force by one person', async () => {
    const alone = await post('/v1/programmes', file());
    expect([alone.status, alone.body.code]).toEqual([422, 'SCHEDULING.APPROVAL_NEEDED']);
  });

  it('is asked for by a scheduler, after a preview, on what was read', async () => {
    const id = await save(file());
    expect((await submit(id, 1)).body.code).toBe('SCHEDULING.PREVIEW_NEEDED');
    await preview(id);
    const path = `/v1/programme-drafts/${id}/submission`;
    const key = { 'idempotency-key': randomUUID() };
    const refused = [
      await service.call('POST', path),
      await submit(id, 1, {}, ['reviewer']),
      await service.call('POST', path, { as: ['scheduler'], headers: key }),
      await service.call('POST', path, { as: ['scheduler'], headers: { 'if-match': '"1"' } }),
      await submit(id, 7),
      await submit(randomUUID(), 1),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 403, 428, 400, 412, 404]);
    const asked = await submit(id, 1, key);
    expect([asked.status, asked.body.status, asked.headers.get('etag')]).toEqual([200, 'submitted', '"2"']);
    expect((await submit(id, 1, key)).body).toEqual(asked.body);
    expect((await submit(id, 2)).body.code).toBe('SCHEDULING.DRAFT_DECIDED');
    expect((await post(`/v1/programme-drafts/${id}/preview`)).body.code).toBe('SCHEDULING.DRAFT_DECIDED');
  });

  it('shows its effect and its price, and takes effect when exactly that is approved', async () => {
    const content = file();
    const id = await ready(content);
    await submitted(id);
    const request = await requestOf(id);
    expect(request).toMatchObject({ kind: 'programme-version', submittedBy: 'tester', editedBy: ['tester'] });
    expect(request.content.sourceHash).toBe(sha256(canonicalJson(content)));
    expect(request.content.effect).toEqual(
      expect.arrayContaining([
        { code: 'programmeCode', value: content['code'] },
        { code: 'leaving', value: 2 },
      ]),
    );
    expect(request.contentHash).toBe(contentHashOf(request.content));
    await decide(id, 'approved', 'a'.repeat(64));
    expect(await show(id)).toMatchObject({ status: 'submitted' });
    await decide(id, 'approved', request.contentHash);
    await decide(id, 'rejected', request.contentHash);
    expect(await show(id)).toMatchObject({ status: 'adopted', revision: 3 });
    expect(await inForce(id)).toEqual({ rules: content, adopted_by: 'chairman-1' });
    await eventually(
      () =>
        Promise.resolve(
          adopted.events.some(({ type, data }) => type === ProgrammeAdopted.type && data.programmeId === id),
        ),
      'the adopted version is told',
    );
    const changed = await post('/v1/programme-drafts', { ...content, skills: [] });
    expect(changed.status).toBe(422);
    expect((await post('/v1/programme-drafts', content)).body.code).toBe('SCHEDULING.PROGRAMME_VERSION_TAKEN');
  });

  it('may be asked for again as it was after it was given back, and not after it was rejected', async () => {
    const content = file();
    const id = await ready(content);
    for (const [version, outcome] of [
      [1, 'returned'],
      [2, 'withdrawn'],
    ] as const) {
      await submitted(id);
      await decide(id, outcome, (await requestOf(id, version)).contentHash);
      expect(await show(id)).toMatchObject({ status: 'returned' });
    }
    await submitted(id);
    const { contentHash } = await requestOf(id, 3);
    expect(contentHash).toBe((await requestOf(id, 1)).contentHash);
    await decide(id, 'rejected', contentHash);
    expect((await submitted(id)).body.code).toBe('SCHEDULING.DRAFT_DECIDED');
    expect((await post('/v1/programme-drafts', content)).body.code).toBe('SCHEDULING.DRAFT_DECIDED');
  });

  it('is not adopted in a form that nobody decided on: a change makes what was asked for stale', async () => {
    const content = file();
    const id = await ready(content);
    await submitted(id);
    const { contentHash } = await requestOf(id);
    expect((await post('/v1/programme-drafts', content)).body).toMatchObject({ status: 'submitted', revision: 2 });
    const changed = { ...content, frequency: { timesPerYear: 2 } };
    expect((await post('/v1/programme-drafts', changed)).body).toMatchObject({ status: 'draft', revision: 3 });
    await told(SchedulingProposalSourceChanged, id, 2);
    await decide(id, 'approved', contentHash);
    expect([(await show(id)).status, await inForce(id)]).toEqual(['draft', undefined]);
    await preview(id);
    await submitted(id);
    await decide(id, 'approved', (await requestOf(id, 3)).contentHash);
    expect(await inForce(id)).toMatchObject({ rules: changed });
  });

  it('is outdated when another version came in between, and is previewed anew before it is asked for again', async () => {
    const first = file();
    const [one, two] = [await ready(first), await ready(programmeFile({ inForce: first['inForce'] }))];
    await submitted(one);
    await submitted(two);
    const hashes = [(await requestOf(one)).contentHash, (await requestOf(two)).contentHash] as const;
    await Promise.all([decide(one, 'approved', hashes[0]), decide(two, 'approved', hashes[1])]);
    const both = [await show(one), await show(two)];
    expect(both.map(({ status }) => status).sort()).toEqual(['adopted', 'outdated']);
    const loser = both.find(({ status }) => status === 'outdated')!;
    expect([loser.effect, await inForce(loser.id)]).toEqual([null, undefined]);
    await preview(loser.id);
    expect((await submitted(loser.id)).body.code).toBe('SCHEDULING.PROGRAMME_OVERLAP');
  });

  it('is adopted as it was read or changed before, never both, when the decision and a change come at once', async () => {
    for (let round = 0; round < 6; round++) {
      const content = file();
      const id = await ready(content);
      await submitted(id);
      const { contentHash } = await requestOf(id);
      const decided = () => decide(id, 'approved', contentHash).then(() => undefined);
      const changed = () => post('/v1/programme-drafts', { ...content, frequency: { timesPerYear: 3 } });
      const answers = await Promise.all(round % 2 ? [changed(), decided()] : [decided(), changed()]);
      const answer = answers.find(one => one !== undefined);
      const { status } = await show(id);
      const won = status === 'adopted' ? ['adopted', 409, content] : ['draft', 201, undefined];
      expect([status, answer?.status, (await inForce(id))?.rules]).toEqual(won);
    }
  });
});
