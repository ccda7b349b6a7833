import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays } from '#kernel';
import { approveOpenProposals, approveUntilSettled } from '../../scripts/start/scenario/approve.js';
import { figures } from '../../scripts/start/scenario/figures.js';
import { nameTrainer } from '../../scripts/start/scenario/name-trainer.js';
import { releaseBatch } from '../../scripts/start/scenario/release-batch.js';
import { MERGER, worldBeforeMerger, type FlowWorld } from './flow-world.js';
import {
  crowdedPlace,
  freeSeatsNear,
  notLost,
  personWhoOwesNothing,
  smallestClass,
  unitWhereNobodyWaits,
} from './find-in-world.js';
import { takeLateNews } from './late-news.suite.js';
import { Office, type Duty, type Seat } from './office.js';
import { postponeSmallClass } from './postponed-class.suite.js';
import { giveBackUntilSmall } from './small-class.js';

interface Person {
  holdings: { unitId: string; post: string; from: string; to: string | null }[];
  duties: { unitId: string; duty: string; from: string; to: string | null }[];
}

const LONG = 300_000;
const TODAY = '2025-07-01';

let world: FlowWorld;
let office: Office;
/** The class and the unit in it that the first stories are about, and who takes or gives back its seats. */
let classId = '';
let startsOn = '';
let endsOn = '';
let unitId = '';
let otherUnitId = '';
let [first, second, newcomer, owing] = ['', '', '', ''];

const api = () => world.system.api;
const seatOf = async (personId: string, of = classId): Promise<Seat | undefined> =>
  (await office.seatsOf(of)).find(one => one.personId === personId && one.status === 'granted');
const retrainingOf = async (personId: string): Promise<Duty> =>
  (await office.dutiesOf(personId)).find(({ kind }) => kind === 'retraining')!;
const waits = async (): Promise<{ personId: string; reason: { code: string } }[]> =>
  (
    await api().get<{ items: { personId: string; reason: { code: string } }[] }>('enrollment', '/v1/waitlist', {
      as: 'hr-officer',
      units: [unitId],
    })
  ).body.items;
const reportOn = async (asOf: string): Promise<Record<string, number>> =>
  (
    await api().post<{ figures: Record<string, number> }>('reporting', '/v1/reports', {
      as: 'scheduler',
      json: { period: 'year', year: 2025, asOf },
    })
  ).body.figures;

const sheet = (head: string, lines: string[]): string => [head, ...lines, ''].join('\n');

beforeAll(async () => {
  world = await worldBeforeMerger();
  office = new Office(world);
  const file = join(world.inputs, 'merger-2025-07.csv');
  await world.journal.once('merger', [{ step: 'batch', file, cause: MERGER.cause }], () =>
    releaseBatch(world, { file, ...MERGER }),
  );
  await approveUntilSettled(world);
}, LONG);
afterAll(() => world?.stop(), LONG);

describe('a year in Sơn La', () => {
  it(
    'gives a seat that a unit gives back to who waits for it, and never to the same person again',
    async () => {
      ({ classId, unitId, startsOn, endsOn } = await crowdedPlace(office));
      otherUnitId = await unitWhereNobodyWaits(office, unitId);
      newcomer = await personWhoOwesNothing(office);
      // What is free near the unit is kept for another one, so that whoever comes there has to wait.
      for (const { id, seats, lastDay } of await freeSeatsNear(office, unitId))
        await office.reserve(id, otherUnitId, seats, lastDay);
      await office.reassign(newcomer, unitId, 'committee-vice-chairman', TODAY);
      await office.settled();
      expect(await waits()).toContainEqual(
        expect.objectContaining({ personId: newcomer, reason: expect.objectContaining({ code: 'classes-full' }) }),
      );

      const mine = (await office.seatsOf(classId)).filter(
        one => one.unitId === unitId && one.status === 'granted' && !one.desk,
      );
      [first, second] = [mine[0]!.personId, mine[1]!.personId];
      await office.withdraw(mine[0]!);
      await office.settled();
      expect(await seatOf(newcomer)).toBeDefined();
      expect(await seatOf(first)).toBeUndefined();
      expect((await waits()).map(({ personId }) => personId)).toContain(first);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'lets a unit swap two of its people, and no other unit',
    async () => {
      const seat = await seatOf(second);
      await expect(office.swap(seat!, first, [otherUnitId])).rejects.toMatchObject({ status: 404 });
      await office.swap(seat!, first);
      await office.settled();
      expect(await seatOf(first)).toMatchObject({ grantedBy: 'swap' });
      expect(await seatOf(second)).toBeUndefined();
      expect((await waits()).map(({ personId }) => personId)).toContain(second);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'sets a duty aside until its last day, in the figures of those days, too',
    async () => {
      const before = await figures(world);
      await office.waive(second, await retrainingOf(second), '2025-07-04');
      await office.settled();
      expect(await figures(world)).toMatchObject({
        dutiesOpen: before.dutiesOpen - 1,
        dutiesWaived: before.dutiesWaived + 1,
      });
      await office.beginDay('2025-07-04');
      expect(await retrainingOf(second)).toMatchObject({ status: 'waived' });
      await office.beginDay('2025-07-05');
      expect(await retrainingOf(second)).toMatchObject({ status: 'open', openedOn: TODAY });
      expect(await figures(world)).toMatchObject({ dutiesOpen: before.dutiesOpen, dutiesWaived: before.dutiesWaived });
      const [waived, again] = [await reportOn('2025-07-04'), await reportOn('2025-07-05')];
      expect([again['dutiesOpen']! - waived['dutiesOpen']!, again['dutiesWaived']! - waived['dutiesWaived']!]).toEqual([
        1, -1,
      ]);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'takes news that came late, by a batch and by hand, into the past, and leaves the present as it is',
    async () => expect(await takeLateNews(world, office)).toEqual([]),
    LONG,
  );

  it(
    'seats one more than the maximum when that was approved, and nobody before',
    async () => {
      const nominate = () => office.nominate(classId, second, [unitId]);
      const taken = async () => (await office.seatsOf(classId)).filter(({ status }) => status === 'granted').length;
      const full = await taken();
      await expect(nominate()).rejects.toMatchObject({ status: 422 });
      await office.askChange(classId, { action: 'enlarge', extraSeats: 1 });
      await expect(nominate()).rejects.toMatchObject({ status: 422 });
      await approveOpenProposals(world, 'over-maximum');
      await office.settled();
      // Whoever waits and may come has it by now; where the desk rule holds all of them back, the unit names somebody.
      if ((await taken()) === full) await nominate();
      await office.settled();
      expect(await taken()).toBe(full + 1);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'puts a class below its minimum off when that was approved, and its people go with it',
    async () => expect(await postponeSmallClass(world, office, startsOn)).toEqual([]),
    LONG,
  );

  it(
    'asks by itself what shall become of a class below its minimum, and loses nobody of it',
    async () => {
      const small = await smallestClass(office, '2025-07-21', addDays(startsOn, -1));
      const people = await giveBackUntilSmall(office, small);
      await office.beginDay(addDays(small.startsOn, -14));
      const [asked] = await office.rows<{ action: string; granted: number; minimum: number }>(
        'enrollment',
        `SELECT x.action, granted, minimum FROM class_change x JOIN training_class c ON c.id = class_id
         WHERE class_id = $1 AND x.status = 'asked'`,
        [small.id],
      );
      expect(asked).toMatchObject({ action: 'merge' });
      expect(asked!.granted).toBeLessThan(asked!.minimum);
      await approveUntilSettled(world);
      const [after] = await office.rows('enrollment', 'SELECT status, granted FROM training_class WHERE id = $1', [
        small.id,
      ]);
      expect(after).toEqual({ status: 'cancelled', granted: 0 });
      const owed = await notLost(
        office,
        people.map(({ personId }) => personId),
      );
      expect(owed).toHaveLength(people.length);
      expect(owed.filter(({ moved }) => moved).length).toBeGreaterThan(0);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'takes the sheets of a class after it is over, and corrects a mark that was wrong',
    async () => {
      const today = addDays(endsOn, 3);
      await office.beginDay(today);
      await nameTrainer(world);
      const seats = (await office.seatsOf(classId)).filter(({ status }) => status === 'granted');
      const [absent, present, revoked] = seats.map(({ personId }) => personId) as [string, string, string];
      const sessions = 2 * ((Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000 + 1);
      const marks = seats.map(({ personId }) => ({ personId, mark: personId === absent ? 'absent' : 'attended' }));
      const file = join(world.inputs, 'late-sheets.csv');
      await writeFile(
        file,
        sheet(
          'classId,personId,mark',
          marks.map(one => `${classId},${one.personId},${one.mark}`),
        ),
      );
      await office.act([{ step: 'attendance', file }], async () => {
        for (let session = 1; session <= sessions; session++)
          await api().post('enrollment', `/v1/classes/${classId}/sessions/${session}/mark-imports`, {
            as: 'trainer',
            text: {
              type: 'text/csv',
              content: sheet(
                'personId,staffCode,fullName,mark,reason',
                marks.map(one => `${one.personId},,,${one.mark === 'absent' ? 'Vắng' : 'Có mặt'},`),
              ),
            },
          });
        await api().post('enrollment', `/v1/classes/${classId}/conclusion`, { as: 'trainer' });
      });
      await office.settled();
      expect(await retrainingOf(absent)).toMatchObject({ status: 'open' });
      expect(await retrainingOf(present)).toMatchObject({ status: 'fulfilled' });
      // Only who was there says how it was.
      await expect(office.rate(classId, [present, absent])).rejects.toMatchObject({ status: 422 });
      expect(await office.rate(classId, [present, revoked])).toMatchObject({ taken: 2, replaced: 0 });
      expect(await office.rate(classId, [present])).toMatchObject({ taken: 1, replaced: 1 });
      expect(await world.disagreements()).toEqual([]);

      await office.correctMark(classId, absent, 'attended', today);
      await office.correctMark(classId, present, 'absent', today);
      owing = present;
      const [certificate] = await office.rows<{ id: string }>(
        'enrollment',
        'SELECT id FROM certificate WHERE class_id = $1 AND person_id = $2',
        [classId, revoked],
      );
      await office.revoke(certificate!.id, classId, revoked, today);
      await office.settled();
      expect(await retrainingOf(absent)).toMatchObject({ status: 'fulfilled' });
      expect([await retrainingOf(present), await retrainingOf(revoked)]).toMatchObject([
        { status: 'open', openedOn: TODAY },
        { status: 'open', openedOn: TODAY },
      ]);
      // They counted as trained from the end of the class until yesterday.
      const [yesterday, now] = [await reportOn(addDays(today, -1)), await reportOn(today)];
      expect(yesterday['dutiesFulfilled']! - now['dutiesFulfilled']!).toBe(2);
      expect(now['dutiesOpen']! - yesterday['dutiesOpen']!).toBe(2);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'puts right where somebody served and serves, and keeps what was known',
    async () => {
      const read = (id: string, query = {}) => api().get<Person>('staff', `/v1/people/${id}`, { as: 'auditor', query });
      const { body: person, version } = await read(newcomer);
      // Only the past was wrong: where the person serves and what is owed stay.
      const duty = await retrainingOf(newcomer);
      const wrong = person.holdings[0]!.post;
      const right = wrong === 'deputy-director' ? 'director' : 'deputy-director';
      const past = person.holdings.map(({ unitId: at, post, from, to }) => ({
        unitId: at,
        post: to === null ? post : right,
        from,
        to,
      }));
      await office.correct(newcomer, version!, past, []);
      await office.settled();
      expect(await retrainingOf(newcomer)).toEqual(duty);
      expect((await read(newcomer)).body.holdings[0]!.post).toBe(right);
      expect(await world.disagreements()).toEqual([]);

      // So was the unit: what is owed follows to the right one.
      const before = await retrainingOf(owing);
      const rightUnitId = before.unitId === otherUnitId ? unitId : otherUnitId;
      const { body: other, version: revision } = await read(owing);
      await office.correct(
        owing,
        revision!,
        other.holdings.map(({ unitId: at, post, from, to }) => ({
          unitId: to === null ? rightUnitId : at,
          post,
          from,
          to,
        })),
        other.duties.map(({ unitId: at, duty: beside, from, to }) => ({
          unitId: to === null ? rightUnitId : at,
          duty: beside,
          from,
          to,
        })),
      );
      await office.settled();
      expect(await retrainingOf(owing)).toMatchObject({ status: 'open', unitId: rightUnitId, openedOn: TODAY });
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );
});
