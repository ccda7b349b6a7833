// The rules of posts and duties that no constraint keeps: each is also broken where its guard is taken away, so that a
// test here cannot be green because nobody tried.
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually, testDatabase, type TestDatabase } from '#testing';
import { staffDatabase } from './data-source.js';

const [PROVINCE, UNIT, OTHER, PERSON, TWIN, NOBODY] = Array.from(
  { length: 6 },
  (_none, n) => `00000000-0000-4000-8000-00000000000${n}`,
);
const WORLD = `
  INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision) VALUES
    ('${PROVINCE}', 'P', 'P', 'tỉnh', 'province', NULL, '${PROVINCE}', '[2020-01-01,)', 'x'),
    ('${UNIT}', 'U', 'U', 'xã', 'commune', '${PROVINCE}', '${PROVINCE}', '[2020-01-01,)', 'x'),
    ('${OTHER}', 'O', 'O', 'xã', 'commune', '${PROVINCE}', '${PROVINCE}', '[2020-01-01,)', 'x');
  INSERT INTO person (id, staff_code, full_name, revision, status) VALUES
    ('${PERSON}', 'A', 'A', 1, 'serving'), ('${TWIN}', 'B', 'B', 1, 'serving')`;

interface Row {
  person?: string | undefined;
  unit?: string | undefined;
  days: string;
}
const values = (what: string, rows: Row[]) =>
  rows.map(({ person = PERSON, unit = UNIT, days }) => `('${person}', '${unit}', '${what}', '${days}')`).join();
const posts = (...rows: Row[]) =>
  `INSERT INTO post_holding (person_id, unit_id, post, valid) VALUES ${values('director', rows)}`;
const duties = (...rows: Row[]) =>
  `INSERT INTO concurrent_duty (person_id, unit_id, duty, valid) VALUES ${values('one-stop', rows)}`;

const databases: TestDatabase[] = [];
const clients: pg.Client[] = [];
let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase('staff', staffDatabase);
  databases.push(database);
  await database.query(WORLD);
}, 120_000);
afterAll(async () => {
  await Promise.all(clients.map(client => client.end()));
  for (const each of databases) await each.close();
});

/** A session of the service, for somebody who sees some units; all of them where none are named. */
async function session(units = '*'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  clients.push(client);
  await client.connect();
  await client.query(`SET app.unit_scope = '${units}'`);
  await client.query(`SET app.unit_scope_on = '2026-01-01'`);
  return client;
}

/** Takes lines out of a guard. */
async function without(guard: string, line: RegExp): Promise<void> {
  const [row] = await database.query<{ body: string }>(`SELECT pg_get_functiondef('${guard}'::regproc) AS body`);
  expect(row?.body).toMatch(line);
  await database.query(row?.body.replace(line, '') ?? '');
}

const open = { days: '[2025-01-01,)' };

describe.each([
  ['post_holding', posts, /post_holding_one_main_post/],
  ['concurrent_duty', duties, /concurrent_duty_once_a_day/],
])('%s', (table, insert, rule) => {
  it('is not held twice on one day, neither by what was there nor within one statement', async () => {
    const db = await session();
    await db.query(insert({ days: '[2025-01-01,2025-03-01)' }, { days: '[2025-03-01,2025-04-01)' }));
    for (const days of ['[2025-02-01,2025-02-02)', '[2024-01-01,2025-01-02)', '[2024-01-01,)', '[2025-03-31,)'])
      await expect(db.query(insert({ days }))).rejects.toMatchObject({
        code: '23P01',
        message: expect.stringMatching(rule),
      });
    await expect(db.query(insert(open))).rejects.toMatchObject({ code: '23505' });
    await expect(db.query(insert({ days: '[2026-01-01,)' }, { days: '[2027-01-01,)' }))).rejects.toThrow(rule);
    await db.query(insert({ days: '[2025-04-01,)' }, { person: TWIN, days: '[2025-02-01,)' }));
  });

  it('is not held twice either where the writer does not see the other unit', async () => {
    await database.query(insert({ ...open, unit: OTHER }));
    const db = await session(UNIT);
    expect((await db.query(`SELECT FROM ${table}`)).rowCount).toBe(0);
    await expect(db.query(insert({ days: '[2025-02-01,)' }))).rejects.toThrow(rule);
  });

  const race = async (): Promise<PromiseSettledResult<unknown>> => {
    const [first, second] = [await session(), await session()];
    await first.query('BEGIN');
    await first.query(insert(open));
    const [written] = await Promise.allSettled([
      second.query(insert({ days: '[2025-02-01,)' })),
      (async () => {
        await eventually(async () => {
          const waits = await database.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return waits.length > 0;
        }, 'the second writer waits');
        await first.query('COMMIT');
      })(),
    ]);
    return written;
  };

  it('is not held twice by two writers at once: one waits for the other and then sees', async () => {
    expect(await race()).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(rule) } });
    expect(await database.query(`SELECT FROM ${table}`)).toHaveLength(1);
  });

  it('would be held twice without the lock on the person', async () => {
    await without(`check_${table}`, /FOR NO KEY UPDATE/);
    const first = await session();
    await first.query('BEGIN');
    await first.query(insert(open));
    await (await session()).query(insert({ days: '[2025-02-01,)' }));
    await first.query('COMMIT');
    expect(await database.query(`SELECT FROM ${table}`)).toHaveLength(2);
  });

  it('is not written from a snapshot that is older than the lock', async () => {
    const db = await session();
    await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(db.query(insert(open))).rejects.toMatchObject({ code: '25000' });
    await db.query('ROLLBACK');
  });

  it('is held by registered people in registered units only', async () => {
    const db = await session();
    await expect(db.query(insert({ ...open, person: NOBODY }, open))).rejects.toMatchObject({ code: '23503' });
    await expect(db.query(insert({ ...open, unit: NOBODY }, { ...open, person: TWIN }))).rejects.toMatchObject({
      code: '23503',
    });
  });

  it('is ended or taken away, and changed in no other way', async () => {
    const db = await session();
    await db.query(insert(open));
    const change = (set: string) => db.query(`UPDATE ${table} SET ${set}`);
    await change(`valid = '[2025-01-01,2026-01-01)'`);
    for (const set of [
      `valid = '[2025-01-01,2027-01-01)'`,
      `valid = '[2025-02-01,2026-01-01)'`,
      'valid = valid',
      `valid = '[2025-01-01,2025-06-01)', recorded_at = now() + interval '1 day'`,
      `valid = '[2025-01-01,2025-06-01)', recorded_at = now(), open_known_at = recorded_at`,
      `unit_id = '${OTHER}'`,
      `person_id = '${TWIN}'`,
      `${table === 'post_holding' ? 'post' : 'duty'} = 'focal-point'`,
    ])
      await expect(change(set)).rejects.toMatchObject({ code: '23001' });
    await change(`valid = '[2025-01-01,2025-06-01)'`);
  });

  it('keeps what was known at each moment, whether a row ended once, ended earlier or was taken away', async () => {
    const db = await session();
    const known: [string, string][] = [];
    const knownUntil = async () => {
      const [row] = await database.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
      return row?.now ?? '';
    };
    for (const [statement, valid] of [
      [insert(open), '[2025-01-01,)'],
      [`UPDATE ${table} SET valid = '[2025-01-01,2026-01-01)'`, '[2025-01-01,2026-01-01)'],
      [`UPDATE ${table} SET valid = '[2025-01-01,2025-06-01)'`, '[2025-01-01,2025-06-01)'],
      [`DELETE FROM ${table}`, ''],
    ] as const) {
      await db.query(statement);
      known.push([await knownUntil(), valid]);
      for (const [moment, then] of known)
        expect([
          moment,
          (await database.query<{ valid: string }>(KNOWN(table), [moment])).map(row => row.valid).join(),
        ]).toEqual([moment, then]);
    }
  });
});

// As in known.ts, to the moment instead of the day.
const KNOWN = (table: string) => `
  SELECT valid::text FROM ${table} WHERE recorded_at <= $1
  UNION ALL SELECT daterange(begins, NULL)::text FROM ${table} WHERE open_known_at <= $1 AND recorded_at > $1
  UNION ALL SELECT valid::text FROM ${table}_past WHERE recorded @> $1::timestamptz`;

describe('a person or a unit', () => {
  it.each(['person', 'unit'])(
    '%s stays for ever under its id, as nothing else keeps what refers to it',
    async table => {
      const db = await session();
      for (const statement of [
        `DELETE FROM ${table} WHERE id = '${TWIN}'`,
        `UPDATE ${table} SET id = '${NOBODY}' WHERE id = '${TWIN}'`,
      ])
        await expect(db.query(statement)).rejects.toMatchObject({ code: '23001' });
      await expect(database.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('TRUNCATE');
    },
  );

  it('would leave posts of nobody behind without that guard', async () => {
    const db = await session();
    await db.query(posts({ ...open, person: TWIN }));
    await database.query(`DROP TRIGGER person_stays ON person`);
    await database.query(`DELETE FROM person WHERE id = '${TWIN}'`);
    expect(await database.query(`SELECT FROM post_holding WHERE person_id = '${TWIN}'`)).toHaveLength(1);
  });
});
