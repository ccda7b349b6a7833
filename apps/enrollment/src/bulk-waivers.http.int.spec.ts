import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { make, ProgrammeAdopted, ProposalDecided, UnitEstablished } from '#contracts';
import { uuidFrom } from '#kernel';
import { Transaction, type Reaction, type Received } from '#messaging';
import { ServiceUnderTest } from '#testing';
import { assignment, chairman, person, received } from './enrollment.suite.js';
import { AdoptRulesOnProgrammeAdopted } from './reactions/adopt-rules-on-programme-adopted.js';
import { FollowPersonOnAssignment } from './reactions/follow-person-on-assignment.js';
import { KnowUnitOnUnitEstablished } from './reactions/know-unit-on-unit-established.js';
import { WaiveDutiesOnProposalDecided } from './reactions/waive-duties-on-proposal-decided.js';
import { TWO_TIER } from './rules/programme.suite.js';
import { enrollment } from './service.js';

interface Waiver {
  id: string;
  code?: string;
  version: number;
  contentHash: string;
  items: { id: string; personId: string; dutyId: string }[];
  next: string | null;
}

describe('the HTTP side of waivers in bulk', () => {
  const code = `waive-${randomUUID()}`;
  const programmeId = uuidFrom('programme', code);
  const [OURS, THEIRS, ABOVE] = [`${code} a`, `${code} b`, `${code} above`];
  const unitId = (name: string) => uuidFrom('unit', name);
  let service: ServiceUnderTest;
  const react = <E extends object>(reaction: Reaction<E>, event: Received<E>) =>
    service.app.get(Transaction).run(tx => reaction.handle([event], tx));

  beforeAll(async () => {
    service = await ServiceUnderTest.start(enrollment, {
      NANGLUC_BUSINESS_DATE: '2026-05-01',
      BACKGROUND_LOOPS: 'off',
    });
    const { inForce } = TWO_TIER;
    const adopted = make(ProgrammeAdopted, { programmeId, code, programmeVersion: 1, ...inForce, rules: TWO_TIER });
    await react(service.app.get(AdoptRulesOnProgrammeAdopted), received(adopted, programmeId));
    const place = { code: 'X', kind: 'xã', level: 'commune' as const, longitude: null, latitude: null };
    for (const name of [ABOVE, OURS, THEIRS]) {
      const above = name === ABOVE ? null : unitId(ABOVE);
      const about = { unitId: unitId(name), name, parentUnitId: above, provinceUnitId: unitId(ABOVE) };
      const event = make(UnitEstablished, { ...place, ...about, validFrom: '2025-07-01' });
      await react(service.app.get(KnowUnitOnUnitEstablished), received(event, unitId(name)));
    }
    for (const name of [OURS, THEIRS]) {
      const elected = assignment({ who: name, revision: 1, after: chairman(name) });
      await react(service.app.get(FollowPersonOnAssignment), elected);
    }
  }, 60_000);
  afterAll(() => service.stop());

  const call = (method: string, path: string, as: string[], { units, body, headers = {} }: Partial<Sent> = {}) =>
    service.call<Waiver>(method, path, {
      as,
      ...(units ? { units: units.map(unitId) } : {}),
      ...(body ? { body } : {}),
      headers: method === 'POST' ? { 'idempotency-key': randomUUID(), ...headers } : headers,
    });
  interface Sent {
    units: string[];
    body: object;
    headers: Record<string, string>;
  }
  const wanted = (changes: object = {}) => ({ ground: 'study', reason: 'a course', until: '2026-08-31', ...changes });
  const ask = (names: string[], as: string, units?: string[], headers = {}) =>
    call('POST', '/v1/bulk-waivers', [as], {
      body: wanted({ unitIds: names.map(unitId) }),
      headers,
      ...(units ? { units } : {}),
    });
  const decide = ({ id, contentHash }: Waiver, outcome: 'returned' | 'approved') => {
    const about = { proposalId: randomUUID(), subjectType: 'bulk-waiver' as const, subjectId: id, steps: [] };
    const event = make(ProposalDecided, { ...about, contentHash, outcome });
    return react(service.app.get(WaiveDutiesOnProposalDecided), received(event, about.proposalId));
  };

  /** The ids of a list that is read row by row. */
  const pagesOf = async (path: string): Promise<string[][]> => {
    const pages: string[][] = [];
    let next: string | null = null;
    do {
      const { status, body } = await call('GET', `${path}?limit=1${next ? `&after=${next}` : ''}`, ['scheduler']);
      expect(status).toBe(200);
      pages.push(body.items.map(({ id, dutyId }) => id ?? dutyId));
      ({ next } = body);
    } while (next);
    expect(new Set(pages.flat()).size).toBe(pages.length);
    return pages;
  };

  it('refuses who did not sign in, has another role, or says something else', async () => {
    const refused = await Promise.all([
      service.call('POST', '/v1/bulk-waivers', { body: wanted() }),
      service.call('GET', '/v1/bulk-waivers'),
      ask([OURS], 'reviewer'),
      call('GET', '/v1/bulk-waivers', ['trainer']),
      call('GET', `/v1/bulk-waivers/${randomUUID()}/duties`, ['reviewer']),
      call('POST', `/v1/bulk-waivers/${randomUUID()}/submission`, ['chairman'], { body: {} }),
      call('POST', '/v1/bulk-waivers', ['scheduler'], { body: wanted({ ground: 'mood', unitIds: [randomUUID()] }) }),
      call('GET', `/v1/bulk-waivers/${randomUUID()}`, ['auditor']),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 403, 403, 403, 403, 400, 404]);
  });

  it('lets an officer ask for the own people only, and shows nobody else who they are', async () => {
    expect((await ask([THEIRS], 'hr-officer', [OURS])).body.code).toBe('ENROLLMENT.NOTHING_TO_WAIVE');
    const key = { 'idempotency-key': randomUUID() };
    const asked = await ask([OURS], 'hr-officer', [OURS], key);
    expect([asked.status, asked.headers.get('etag')]).toEqual([201, '"1"']);
    expect(asked.headers.get('location')).toBe(`/v1/bulk-waivers/${asked.body.id}`);
    expect((await ask([OURS], 'hr-officer', [OURS], key)).body).toEqual(asked.body);
    expect((await ask([OURS], 'scheduler')).body.code).toBe('ENROLLMENT.WAIVER_ASKED');
    const path = `/v1/bulk-waivers/${asked.body.id}`;
    expect((await call('GET', path, ['hr-officer'], { units: [THEIRS] })).status).toBe(404);
    expect((await call('GET', `${path}/duties`, ['hr-officer'], { units: [THEIRS] })).status).toBe(404);
    const { items } = (await call('GET', `${path}/duties`, ['hr-officer'], { units: [ABOVE] })).body;
    expect(items.map(({ personId }) => personId)).toEqual([person(OURS)]);
    const foreign = { body: wanted({ dutyIds: [items[0]!.dutyId] }), units: [THEIRS] };
    expect((await call('POST', '/v1/bulk-waivers', ['hr-officer'], foreign)).body.code).toBe('ENROLLMENT.DUTY_UNKNOWN');
    const listed = await call('GET', '/v1/bulk-waivers?status=asked', ['reviewer']);
    expect(listed.body.items.map(({ id }) => id)).toEqual([asked.body.id]);
    await decide(asked.body, 'returned');
  });

  it('asks again only for the version that was read, and only for whoever sees all of its people', async () => {
    const asked = await ask([OURS, THEIRS], 'scheduler');
    const path = `/v1/bulk-waivers/${asked.body.id}/submission`;
    await decide(asked.body, 'returned');
    const again = (version: number | undefined, as: string, units?: string[]) =>
      call('POST', path, [as], {
        body: {},
        ...(units ? { units } : {}),
        headers: version ? { 'if-match': `"${version}"` } : {},
      });
    const refused = [
      await again(undefined, 'scheduler'),
      await again(1, 'scheduler'),
      await again(2, 'hr-officer', [OURS]),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [428, 'HTTP.IF_MATCH_MISSING'],
      [412, 'HTTP.STALE_VERSION'],
      [403, 'ENROLLMENT.WAIVER_OF_OTHERS'],
    ]);
    const { status, body } = await again(2, 'hr-officer', [ABOVE]);
    expect([status, body.version]).toEqual([200, 3]);
    await decide(body, 'approved');
    const shown = await call('GET', `/v1/bulk-waivers/${body.id}`, ['chairman']);
    expect(shown.body).toMatchObject({ status: 'approved', waived: 2 });
    expect(await pagesOf('/v1/bulk-waivers')).toEqual([[body.id], [expect.any(String)]]);
    expect((await pagesOf(`/v1/bulk-waivers/${body.id}/duties`)).map(page => page.length)).toEqual([1, 1]);
  });
});
