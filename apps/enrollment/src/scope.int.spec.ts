// Who sees whose training: it follows the person from unit to unit by events, and nobody sees more by asking otherwise.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { make, ProgrammeAdopted, UnitEstablished } from '#contracts';
import { uuidFrom } from '#kernel';
import { Transaction, type Reaction, type Received } from '#messaging';
import { cursorAfter, ServiceUnderTest } from '#testing';
import { assignment, chairman, person, received } from './enrollment.suite.js';
import { AdoptRulesOnProgrammeAdopted } from './reactions/adopt-rules-on-programme-adopted.js';
import { FollowPersonOnAssignment } from './reactions/follow-person-on-assignment.js';
import { KnowUnitOnUnitEstablished } from './reactions/know-unit-on-unit-established.js';
import { TWO_TIER } from './rules/programme.suite.js';
import { enrollment } from './service.js';

const code = `scope-${randomUUID()}`;
const programmeId = uuidFrom('programme', code);
const [OURS, THEIRS, ABOVE] = [`${code} a`, `${code} b`, `${code} above`];
const unitId = (name: string) => uuidFrom('unit', name);

let service: ServiceUnderTest;
const react = <E extends object>(reaction: Reaction<E>, event: Received<E>) =>
  service.app.get(Transaction).run(tx => reaction.handle([event], tx));

beforeAll(async () => {
  service = await ServiceUnderTest.start(enrollment, { NANGLUC_BUSINESS_DATE: '2026-05-01', BACKGROUND_LOOPS: 'off' });
  const { inForce } = TWO_TIER;
  const adopted = make(ProgrammeAdopted, { programmeId, code, programmeVersion: 1, ...inForce, rules: TWO_TIER });
  await react(service.app.get(AdoptRulesOnProgrammeAdopted), received(adopted, programmeId));
  for (const name of [ABOVE, OURS, THEIRS]) await establish(name, name === ABOVE ? null : unitId(ABOVE));
  for (const name of [OURS, THEIRS])
    await react(
      service.app.get(FollowPersonOnAssignment),
      assignment({ who: name, revision: 1, after: chairman(name) }),
    );
});
afterAll(() => service.stop());

function establish(name: string, parentUnitId: string | null): Promise<void> {
  const facts = { code: 'X', name, kind: 'xã', level: 'commune' as const, longitude: null, latitude: null };
  const about = { unitId: unitId(name), parentUnitId, provinceUnitId: unitId(ABOVE), validFrom: '2025-07-01' };
  const event = make(UnitEstablished, { ...facts, ...about });
  return react(service.app.get(KnowUnitOnUnitEstablished), received(event, unitId(name)));
}

const officer = <Body = { items: { personId: string }[] }>(path: string, ...units: string[]) =>
  service.call<Body>('GET', path, { as: ['hr-officer'], units: units.map(name => unitId(name)) });
const people = async (path: string, ...units: string[]) =>
  (await officer(path, ...units)).body.items.map(({ personId }) => personId).sort();
const training = async (who: string, unit: string) =>
  (await officer(`/v1/people/${person(who)}/training`, unit)).status;

describe('an officer', () => {
  it('sees the duties of the own unit and of the units below', async () => {
    expect(await people('/v1/duties', OURS)).toEqual([person(OURS)]);
    expect(await people('/v1/duties', ABOVE)).toEqual([person(OURS), person(THEIRS)].sort());
    expect(await people('/v1/duties')).toEqual([]);
  });

  it('does not escape by an id, a filter or a cursor', async () => {
    expect(await training(OURS, OURS)).toBe(200);
    expect(await training(THEIRS, OURS)).toBe(404);
    expect(await people(`/v1/duties?personId=${person(THEIRS)}`, OURS)).toEqual([]);
    expect(await people(`/v1/duties?unitId=${unitId(THEIRS)}`, OURS)).toEqual([]);
    const first = '00000000-0000-0000-0000-000000000000';
    const after = (cursor: string) => officer<{ code: string }>(`/v1/duties?after=${cursor}`, OURS);
    for (const cursor of [
      first,
      cursorAfter('/v1/duties', [first]),
      cursorAfter('/v1/duties', [first], [unitId(THEIRS)]),
    ])
      expect((await after(cursor)).body.code).toBe('HTTP.CURSOR_INVALID');
    // Even a cursor that is made by hand for the own units only begins before everybody; it shows nobody else.
    const made = cursorAfter('/v1/duties', [first], [unitId(OURS)]);
    expect(await people(`/v1/duties?after=${made}`, OURS)).toEqual([person(OURS)]);
  });

  it('loses and gains people by the event that moves them', async () => {
    const moved = assignment({ who: THEIRS, revision: 2, after: chairman(OURS), on: '2026-04-01' });
    await react(service.app.get(FollowPersonOnAssignment), moved);
    expect(await training(THEIRS, OURS)).toBe(200);
    expect(await training(THEIRS, THEIRS)).toBe(404);
    expect(await people('/v1/duties', THEIRS)).toEqual([]);
  });

  it('changes seats of the own people only', async () => {
    const asked = await Promise.all(
      [THEIRS, OURS].map(unit =>
        service.call<{ code: string }>('POST', '/v1/nominations', {
          as: ['hr-officer'],
          units: [unitId(unit)],
          headers: { 'idempotency-key': randomUUID() },
          body: { classId: randomUUID(), personId: person(OURS) },
        }),
      ),
    );
    expect(asked.map(({ body }) => body.code)).toEqual(['ENROLLMENT.PERSON_UNKNOWN', 'ENROLLMENT.CLASS_UNKNOWN']);
  });
});
