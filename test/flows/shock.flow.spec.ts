import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BATCH_HEADER } from '../../data/src/generator/batch-row.js';
import { approveUntilSettled } from '../../scripts/start/scenario/approve.js';
import { attend } from '../../scripts/start/scenario/attend.js';
import { releaseBatch } from '../../scripts/start/scenario/release-batch.js';
import { releaseShock } from '../../scripts/start/scenario/shock.js';
import { Browser } from '../../apps/gateway/src/gateway.suite.js';
import { setDate } from '../../scripts/start/scenario/world.js';
import { findLeaks } from './find-leaks.js';
import { MERGER, worldBeforeMerger, type FlowWorld } from './flow-world.js';

const LONG = 240_000;
let world: FlowWorld;

beforeAll(async () => {
  world = await worldBeforeMerger({ withGateway: true });
}, LONG);
afterAll(() => world?.stop(), LONG);

const count = async (sql: string): Promise<number> =>
  (await world.system.backlog.query<{ n: number }>('enrollment', `SELECT count(*)::int AS n FROM ${sql}`))[0]?.n ?? -1;

interface Place {
  personId: string;
  staffCode: string;
  unitCode: string;
  post: string;
  duties: string;
}

/** Leaders of different communes who were moved by the merger and by the election and not trained since. */
async function leadersToMove(most: number): Promise<Place[]> {
  const { backlog } = world.system;
  const leaders = await backlog.query<{ personId: string; unitId: string; post: string; duties: string }>(
    'enrollment',
    `SELECT DISTINCT ON (p.unit_id) person_id AS "personId", p.unit_id AS "unitId", post,
       array_to_string(duties, ';') AS duties
     FROM person_state p JOIN training_duty d USING (person_id)
     WHERE d.kind = 'retraining' AND d.status = 'open' AND d.moves = 2 ORDER BY p.unit_id, person_id LIMIT $1`,
    [most],
  );
  const named = await backlog.query<Pick<Place, 'personId' | 'staffCode'> & { unitId: string; unitCode: string }>(
    'staff',
    `SELECT p.id AS "personId", staff_code AS "staffCode", u.id AS "unitId", u.code AS "unitCode"
     FROM unnest($1::uuid[], $2::uuid[]) AS l (person_id, unit_id) JOIN person p ON p.id = person_id
       JOIN unit u ON u.id = unit_id`,
    [leaders.map(({ personId }) => personId), leaders.map(({ unitId }) => unitId)],
  );
  const byId = new Map(named.map(one => [one.personId, one]));
  return leaders.map(({ personId, post, duties }) => ({ ...byId.get(personId)!, post, duties }));
}

describe('a merger and an election of Sơn La', () => {
  it(
    'gives everybody whom the merger moves one duty, and a seat in a supplementary class',
    async () => {
      const file = join(world.inputs, 'merger-2025-07.csv');
      const outcome = await releaseShock(world, { key: 'merger', date: '2025-07-01', file, ...MERGER });
      expect(outcome.reassigned + outcome.left).toBe(outcome.rows);
      expect(outcome.supplementary.classes).toBeGreaterThan(30);
      expect(outcome.seatedAtLast + outcome.waitingAtLast).toBe(outcome.dutiesOpened);
      expect(outcome.waitingAtLast).toBeLessThan(100);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'leaves a person who left without duty and seat',
    async () => {
      const left = 'person_state p WHERE p.unit_id IS NULL';
      expect(await count(left)).toBeGreaterThan(0);
      expect(
        await count(
          `${left} AND EXISTS (SELECT FROM training_duty d WHERE d.person_id = p.person_id AND d.status = 'open')`,
        ),
      ).toBe(0);
      expect(
        await count(`${left} AND EXISTS (SELECT FROM seat s WHERE s.person_id = p.person_id AND s.status = 'granted')`),
      ).toBe(0);
    },
    LONG,
  );

  it(
    'changes nothing when the same batch is uploaded and released twice',
    async () => {
      const before = [await count('training_duty'), await count('seat')];
      const again = await releaseBatch(world, { file: join(world.inputs, 'merger-2025-07.csv'), ...MERGER });
      await world.system.backlog.settled();
      expect(again.rows).toBeGreaterThan(1_800);
      expect([await count('training_duty'), await count('seat')]).toEqual(before);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'coalesces the duty of a person who is moved twice before being trained',
    async () => {
      const file = join(world.inputs, 'election-2026-03.csv');
      const outcome = await releaseShock(world, {
        key: 'election',
        date: '2026-03-15',
        file,
        cause: 'election',
        name: 'Bầu cử 15/03/2026',
        decision: 'Kết quả bầu cử 2026',
      });
      expect(outcome.dutiesCoalesced).toBeGreaterThan(250);
      expect(await count(`training_duty WHERE kind = 'retraining' AND status = 'open' AND moves = 2`)).toBe(
        outcome.dutiesCoalesced,
      );
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'answers a supplementary election, heard of late, with the same one duty and a later deadline',
    async () => {
      const places = await leadersToMove(6);
      const lines = places.map(({ staffCode }, at) => {
        const { unitCode, post, duties } = places[(at + 1) % places.length]!;
        return `${staffCode},,reassign,${unitCode},${post},${duties},2026-04-19`;
      });
      const file = join(world.inputs, 'supplementary-election-2026-04.csv');
      await writeFile(file, [BATCH_HEADER, ...lines, ''].join('\n'));
      setDate(world, '2026-04-23');
      const batch = { file, cause: 'election', name: 'Bầu cử bổ sung 19/04/2026', decision: '45/NQ-HĐND' };
      await world.journal.once('supplementary election', [{ step: 'batch', file, cause: batch.cause }], () =>
        releaseBatch(world, batch),
      );
      await approveUntilSettled(world);
      const people = `person_id = ANY ('{${places.map(({ personId }) => personId).join()}}')`;
      const open = `training_duty d WHERE ${people} AND kind = 'retraining' AND status = 'open'`;
      expect(await count(open)).toBe(places.length);
      expect(
        await count(
          `${open} AND moves = 3 AND opened_on = '2026-04-19' AND deadline = '2026-07-18'
           AND (SELECT count(*) FROM assignment_fact f WHERE f.duty_id = d.id) = 3`,
        ),
      ).toBe(places.length);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'ends in certificates for those who attended, and nothing for those who stayed away',
    async () => {
      const round = await attend(world, '2026-07-01', 0.1);
      expect(round.attended).toBeGreaterThan(300);
      expect(await count('certificate')).toBe(round.attended);
      expect(await world.disagreements()).toEqual([]);
    },
    LONG,
  );

  it(
    'leaves no name, no staff code and no token in logs, events with their traces, tables beside the registry and sessions',
    async () => {
      // Somebody signs in and reads names through the public door: what it keeps of that is searched as well.
      const browser = new Browser(world.system.gateway!.url);
      await browser.go(await browser.toCallback('demo-hr-officer'));
      const people = await browser.go('/api/staff/v1/people?limit=50');
      expect([people.status, (await people.text()).includes('fullName')]).toEqual([200, true]);
      const { found, bytes, people: looked, sees } = await findLeaks(world);
      expect(found).toEqual([]);
      // What was searched is what the flow above wrote.
      expect(sees).toEqual({ event: true, trace: true, session: true });
      const enough = [looked > 200, bytes.logs > 1_000, bytes.events > 1_000_000, bytes.audit > 1_000];
      expect([...enough, bytes.tables > 1_000_000, bytes.sessions > 1_000]).toEqual([
        true,
        true,
        true,
        true,
        true,
        true,
      ]);
    },
    LONG,
  );
});
