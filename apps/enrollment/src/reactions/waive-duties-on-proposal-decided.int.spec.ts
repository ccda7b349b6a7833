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

  it('ends like any other waiver', async () => {
    const asked = await ask({ dutyIds: await idsOf('An', 'Chi') });
    await decide(asked.id, asked.contentHash);
    await enrollment.allocate('2026-05-01', { SMALL_CLASS_CHECK: 'off' });
    expect(await statuses('An', 'Chi')).toEqual(['open', 'open']);
  });

  it('leaves and lists what is no longer as it was when it was asked about', async () => {
    const asked = await ask({ unitIds: [unit('A'), unit('B')] });
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), on: '2026-04-01' });
    await new WaiveDutyHandler(idempotency(), clock(), new EnrollmentConfig()).execute(
      (await dutyOf('Bình')).id,
      { reason: 'maternity leave', until: '2026-09-30' },
      newKey(),
    );
    await decide(asked.id, asked.contentHash);
    expect(await outcomes(asked.id)).toEqual({
      [who('An')]: 'changed',
      [who('Bình')]: 'not-open',
      [who('Chi')]: 'waived',
      [who('Dung')]: 'waived',
    });
    expect(await list().one(asked.id)).toMatchObject({ status: 'approved', waived: 2, notWaived: 2 });
    expect((await dutyOf('An')).status).toBe('open');
  });

  it('is outdated when nothing is as it was, or its last day is over', async () => {
    const one = await ask({ dutyIds: await idsOf('An') });
    await enrollment.hear({ who: 'An', revision: 2, after: chairman('B'), on: '2026-04-01' });
    await decide(one.id, one.contentHash);
    expect(await list().one(one.id)).toMatchObject({ status: 'outdated', waived: 0, notWaived: 1 });
    const two = await ask({ dutyIds: await idsOf('Chi') });
    await decide(two.id, two.contentHash, 'approved', '2026-05-01');
    expect([await outcomes(two.id), await statuses('Chi')]).toEqual([{ [who('Chi')]: 'over' }, ['open']]);
    const again = await askAgain(one.id, 2);
    expect(again).toMatchObject({ attempt: 2, version: 3, duties: 1 });
    await decide(one.id, one.contentHash);
    expect((await dutyOf('An')).status).toBe('open');
    await decide(one.id, again.contentHash);
    expect((await dutyOf('An')).status).toBe('waived');
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

  it('decides each duty as it was asked about or not at all, when people move at the moment of the decision', async () => {
    const asked = await ask({ unitIds: [unit('A'), unit('B')] });
    const moves = ['An', 'Chi'].map(name =>
      enrollment.hear({ who: name, revision: 2, after: chairman('A'), on: '2026-04-01' }),
    );
    await Promise.all([...moves, decide(asked.id, asked.contentHash)]);
    const said = await outcomes(asked.id);
    expect([said[who('Bình')], said[who('Dung')]]).toEqual(['waived', 'waived']);
    for (const name of ['An', 'Chi']) {
      const [first, ...later] = (await enrollment.dutiesOf(name)) as { status: string }[];
      // waived, and the move then opened another one; or moved first, and left alone
      expect([said[who(name)], first?.status, later.length]).toEqual(
        said[who(name)] === 'waived' ? ['waived', 'waived', 1] : ['changed', 'open', 0],
      );
    }
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
