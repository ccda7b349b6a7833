// Many duties set aside at once: from the request to the decision, and what became of each duty meanwhile.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contentHashOf, make, ProposalDecided, type ProposalContent, type ProposalOutcome } from '#contracts';
import { Clock, uuidFrom } from '#kernel';
import { Idempotency } from '#platform';
import { EnrollmentConfig } from '../enrollment.config.js';
import {
  chairman,
  classOpened,
  EnrollmentUnderTest,
  fromStart,
  newKey,
  received,
  unit,
  type News,
} from '../enrollment.suite.js';
import { AskBulkWaiverAgainHandler } from '../use-cases/ask-bulk-waiver-again.js';
import { AskBulkWaiverHandler, type AskBulkWaiver } from '../use-cases/ask-bulk-waiver.js';
import { ListBulkWaiversHandler, ListWaivedDuties } from '../use-cases/list-bulk-waivers.js';
import { WaiveDutyHandler } from '../use-cases/waive-duty.js';
import { WaiveDutiesOnProposalDecided } from './waive-duties-on-proposal-decided.js';

const elected = (who: string, unitName = 'A'): News => ({ who, revision: 1, after: chairman(unitName) });
const TODAY = '2026-03-20';

describe('a waiver in bulk', () => {
  let enrollment: EnrollmentUnderTest;
  const clock = (today = TODAY) => new Clock(() => today);
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
    await enrollment.hear(elected('An'), elected('Bình'), elected('Chi', 'B'), elected('Dung', 'B'));
    await enrollment.openClasses(classOpened('April', { maximum: 2 }));
    await enrollment.allocate(TODAY, { SMALL_CLASS_CHECK: 'off' });
  });

  const idempotency = () => new Idempotency(enrollment.transaction);
  const dutyOf = async (who: string) =>
    (await enrollment.dutiesOf(who))[0] as { id: string; status: string; revision: number };
  const idsOf = (...who: string[]) => Promise.all(who.map(async one => (await dutyOf(one)).id));
  const ask = (selection: Partial<AskBulkWaiver>) =>
    new AskBulkWaiverHandler(idempotency(), clock()).execute(
      { ground: 'disaster', reason: 'flash floods', until: '2026-04-30', ...selection },
      newKey(),
    );
  const askAgain = (id: string, version: number, changes = {}) =>
    new AskBulkWaiverAgainHandler(idempotency(), clock()).execute(id, changes, version, newKey());
  const decide = (subjectId: string, contentHash: string, outcome: ProposalOutcome = 'approved', today = TODAY) => {
    const proposalId = uuidFrom('proposal', subjectId, contentHash);
    const steps = [{ role: 'chairman', decidedBy: 'chairman-1', decidedAt: new Date().toISOString() }];
    const about = { proposalId, subjectType: 'bulk-waiver' as const, subjectId, steps };
    const decided = make(ProposalDecided, { ...about, contentHash, outcome });
    return enrollment.react(new WaiveDutiesOnProposalDecided(clock(today)), [received(decided, proposalId)]);
  };
  const list = () => new ListBulkWaiversHandler(enrollment.dataSource);
  const outcomes = async (id: string) =>
    Object.fromEntries(
      (await list().duties(id, new ListWaivedDuties(), fromStart)).items.map(({ personId, outcome }) => [
        personId,
        outcome,
      ]),
    );
  const statuses = async (...who: string[]) => Promise.all(who.map(async one => (await dutyOf(one)).status));
  const seated = async () =>
    (await enrollment.rows<{ n: number }>(`SELECT count(*)::int AS n FROM seat WHERE status = 'granted'`))[0]?.n;
  const who = (name: string) => uuidFrom('person', name);
  const requested = async () =>
    (await enrollment.sent('ProposalRequested')).map(({ data }) => data as { content: ProposalContent } & typeof data);

  it('asks with people by unit, and sets all of them aside when it is approved', async () => {
    const asked = await ask({ unitIds: [unit('A'), unit('B')] });
    const [request] = await requested();
    expect(request).toMatchObject({ kind: 'bulk-waiver', sourceId: asked.id, sourceVersion: 1, editedBy: ['tester'] });
    expect(contentHashOf(request!.content)).toBe(asked.contentHash);
    expect(request!['parts']).toEqual([unit('A'), unit('B')].sort().map(unitId => ({ unitId, aboveIds: [] })));
    expect(request!.content.effect).toEqual(
      expect.arrayContaining([
        { code: 'until', value: '2026-04-30' },
        { code: 'people', value: 4 },
      ]),
    );
    expect(request!.content.price).toEqual([{ code: 'seatsFreed', value: 2 }]);
    expect(request!.content.items.map(({ id, facts }) => [id, facts[0]])).toEqual(
      [unit('A'), unit('B')].sort().map(id => [id, { code: 'people', value: 2 }]),
    );
    expect(JSON.stringify(request)).not.toContain('flash floods');
    await decide(asked.id, asked.contentHash);
    await decide(asked.id, asked.contentHash);
    expect(await statuses('An', 'Bình', 'Chi', 'Dung')).toEqual(['waived', 'waived', 'waived', 'waived']);
    expect(await seated()).toBe(0);
    expect((await enrollment.sent('DutyWaived')).map(({ data }) => data['reason'])).toEqual(Array(4).fill('decided'));
    expect((await enrollment.sent('SeatReleased')).map(({ data }) => data['reason'])).toEqual(['no-duty', 'no-duty']);
    expect(await list().one(asked.id)).toMatchObject({ status: 'approved', duties: 4, waived: 4, notWaived: 0 });
    expect(await enrollment.rows('SELECT DISTINCT reason, waived_by, bulk_waiver_id FROM duty_waiver')).toEqual([
      { reason: 'flash floods', waived_by: 'chairman-1', bulk_waiver_id: asked.id },
    ]);
  });

  it('names each unit with those above it, whose officers the chain asks, and 500 of them at most', async () => {
    for (const [name, above] of [
      ['P', null],
      ['D', 'P'],
      ['C1', 'D'],
      ['C2', 'P'],
    ] as const)
      await enrollment.rows(
        `INSERT INTO known_unit (id, parent_id, valid_from) VALUES ($1, $2, '2025-07-01') ON CONFLICT DO NOTHING`,
        [unit(name), above && unit(above)],
      );
    await enrollment.hear(elected('Em', 'C1'), elected('Giang', 'C2'));
    await ask({ dutyIds: await idsOf('Em', 'Giang') });
    const [request] = await requested();
    expect(request!['unitIds']).toEqual([unit('P')]);
    expect(request!['parts']).toEqual(
      [
        { unitId: unit('C1'), aboveIds: [unit('D'), unit('P')].sort() },
        { unitId: unit('C2'), aboveIds: [unit('P')] },
      ].sort((a, b) => (a.unitId < b.unitId ? -1 : 1)),
    );
    const many = Array.from({ length: 501 }, (_, i) => `many ${i}`);
    await enrollment.hear(...many.map(name => elected(name, name)));
    const owed = await enrollment.rows<{ id: string }>('SELECT id FROM training_duty WHERE person_id = ANY ($1)', [
      many.map(who),
    ]);
    const dutyIds = owed.map(({ id }) => id);
    await expect(ask({ dutyIds })).rejects.toMatchObject({ code: 'ENROLLMENT.TOO_MANY_UNITS' });
  });

  it('ends like any other waiver', async () => {
    const asked = await ask({ dutyIds: await idsOf('An', 'Chi') });
    await decide(asked.id, asked.contentHash);
    await enrollment.allocate('2026-05-01', { SMALL_CLASS_CHECK: 'off' });
    expect(await statuses('An', 'Chi')).toEqual(['open', 'open']);
  });

  const waiveAlone = async (name: string) =>
    new WaiveDutyHandler(idempotency(), clock(), new EnrollmentConfig()).execute(
      (await dutyOf(name)).id,
      { reason: 'maternity leave', until: '2026-09-30' },
      newKey(),
    );
  const round = (today = TODAY) => enrollment.allocate(today, { SMALL_CLASS_CHECK: 'off' });
  const takenBack = () => enrollment.sent('ProposalSourceChanged');
  it.each<[string, string, string, (seatedOne: string) => Promise<unknown>]>([
    ['coalesced with a move', 'An', 'changed', () => enrollment.hear({ who: 'An', revision: 2, after: chairman('B') })],
    ['cancelled, as the person left', 'An', 'not-open', () => enrollment.hear({ who: 'An', revision: 2, after: null })],
    ['waived otherwise', 'An', 'not-open', () => waiveAlone('An')],
    [
      'fulfilled',
      'seated',
      'not-open',
      async seatedOne => enrollment.attend('April', [{ personId: seatedOne, mark: 'attended' }]),
    ],
  ])('is taken back from the chain as soon as one duty was %s', async (_how, name, outcome, change) => {
    const [taken] = await enrollment.rows<{ personId: string }>(
      `SELECT person_id AS "personId" FROM seat WHERE status = 'granted' ORDER BY id LIMIT 1`,
    );
    const changed = name === 'seated' ? taken!.personId : who(name);
    const asked = await ask({ unitIds: [unit('A'), unit('B')] });
    await round();
    expect([await takenBack(), (await list().one(asked.id)).status]).toEqual([[], 'asked']);
    await change(taken!.personId);
    await round();
    await round();
    expect((await takenBack()).map(({ key, data }) => [key, data])).toEqual([
      [asked.id, { kind: 'bulk-waiver', sourceId: asked.id, sourceVersion: 2 }],
    ]);
    const said = await outcomes(asked.id);
    expect([said[changed], Object.values(said).filter(one => one === 'not-approved').length]).toEqual([outcome, 3]);
    expect(await list().one(asked.id)).toMatchObject({ status: 'outdated', waived: 0, notWaived: 1 });
    // Approved before the chain heard of it: still nobody is waived whom the deciders were not shown as is.
    await decide(asked.id, asked.contentHash);
    expect((await enrollment.rows('SELECT 1 FROM duty_waiver WHERE bulk_waiver_id IS NOT NULL')).length).toBe(0);
    expect((await askAgain(asked.id, 2)).attempt).toBe(2);
  });

  it('finds at the decision what no round has found yet, and waives nobody then', async () => {
    const asked = await ask({ unitIds: [unit('A'), unit('B')] });
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), on: '2026-04-01' });
    await waiveAlone('Bình');
    await decide(asked.id, asked.contentHash);
    expect(await outcomes(asked.id)).toEqual({
      [who('An')]: 'changed',
      [who('Bình')]: 'not-open',
      [who('Chi')]: 'not-approved',
      [who('Dung')]: 'not-approved',
    });
    expect(await list().one(asked.id)).toMatchObject({ status: 'outdated', waived: 0, notWaived: 2 });
    const again = await askAgain(asked.id, 2);
    await decide(asked.id, asked.contentHash);
    expect(await statuses('An', 'Chi', 'Dung')).toEqual(['open', 'open', 'open']);
    await decide(asked.id, again.contentHash);
    expect(await statuses('An', 'Chi', 'Dung')).toEqual(['waived', 'waived', 'waived']);
  });

  it('is outdated when its last day is over, at the decision or on the next day', async () => {
    const one = await ask({ dutyIds: await idsOf('An') });
    await decide(one.id, one.contentHash, 'approved', '2026-05-01');
    expect([await outcomes(one.id), await statuses('An')]).toEqual([{ [who('An')]: 'over' }, ['open']]);
    const two = await ask({ dutyIds: await idsOf('Chi') });
    await round('2026-05-01');
    expect([await outcomes(two.id), (await takenBack()).length]).toEqual([{ [who('Chi')]: 'over' }, 1]);
  });

  it('changes nothing when it is not approved, and may be asked for again, with another day and fewer duties', async () => {
    const asked = await ask({ dutyIds: await idsOf('An', 'Chi') });
    await expect(askAgain(asked.id, 1)).rejects.toMatchObject({ code: 'ENROLLMENT.WAIVER_NOT_GIVEN_BACK' });
    await decide(asked.id, asked.contentHash, 'returned');
    expect(await statuses('An', 'Chi')).toEqual(['open', 'open']);
    await enrollment.hear({ who: 'Chi', revision: 2, after: null, on: '2026-04-01' });
    await expect(askAgain(asked.id, 1)).rejects.toMatchObject({ code: 'HTTP.STALE_VERSION' });
    const again = await askAgain(asked.id, 2, { until: '2026-06-30' });
    expect((await requested()).at(-1)).toMatchObject({ sourceId: asked.id, sourceVersion: 2 });
    await decide(asked.id, again.contentHash);
    expect(await outcomes(asked.id)).toEqual({ [who('An')]: 'waived', [who('Chi')]: 'not-open' });
    expect(await enrollment.rows('SELECT until FROM duty_waiver')).toEqual([{ until: '2026-06-30' }]);
  });

  it('asks about a duty once at a time, also when two ask at once', async () => {
    const dutyIds = await idsOf('An', 'Bình');
    const both = await Promise.allSettled([ask({ dutyIds }), ask({ dutyIds: [...dutyIds].reverse() })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'ENROLLMENT.WAIVER_ASKED' });
    expect(await enrollment.rows('SELECT count(*)::int AS n FROM bulk_waiver')).toEqual([{ n: 1 }]);
  });

  it('sets everybody aside or nobody, when people move at the moment of the decision', async () => {
    const asked = await ask({ unitIds: [unit('A'), unit('B')] });
    const moves = ['An', 'Chi'].map(name =>
      enrollment.hear({ who: name, revision: 2, after: chairman('A'), on: '2026-04-01' }),
    );
    await Promise.all([...moves, decide(asked.id, asked.contentHash)]);
    // The decision came first, and the moves then opened other duties; or a move came first, and nobody is waived.
    const { status } = await list().one(asked.id);
    const said = await outcomes(asked.id);
    const isWaived = status === 'approved';
    expect([said[who('Bình')], said[who('Dung')]]).toEqual(Array(2).fill(isWaived ? 'waived' : 'not-approved'));
    for (const name of ['An', 'Chi']) {
      const [first, ...later] = (await enrollment.dutiesOf(name)) as { status: string }[];
      expect([first?.status, later.length]).toEqual(isWaived ? ['waived', 1] : ['open', 0]);
    }
    expect(isWaived || Object.values(said).includes('changed')).toBe(true);
  });

  it('is refused without duties, with what is unknown or not open, and for a day that is over', async () => {
    const refusals: [Partial<AskBulkWaiver>, string][] = [
      [{}, 'ENROLLMENT.WAIVER_SELECTION'],
      [{ dutyIds: await idsOf('An'), unitIds: [unit('A')] }, 'ENROLLMENT.WAIVER_SELECTION'],
      [{ unitIds: [unit('far')] }, 'ENROLLMENT.NOTHING_TO_WAIVE'],
      [{ dutyIds: [uuidFrom('none')] }, 'ENROLLMENT.DUTY_UNKNOWN'],
      [{ unitIds: [unit('A')], until: '2026-03-19' }, 'ENROLLMENT.WAIVER_OVER'],
    ];
    for (const [selection, code] of refusals) await expect(ask(selection)).rejects.toMatchObject({ code });
    await enrollment.hear({ who: 'An', revision: 2, after: null, on: '2026-04-01' });
    await expect(ask({ dutyIds: await idsOf('An') })).rejects.toMatchObject({ code: 'ENROLLMENT.DUTY_NOT_OPEN' });
    expect(await enrollment.sent('ProposalRequested')).toEqual([]);
  });
});
