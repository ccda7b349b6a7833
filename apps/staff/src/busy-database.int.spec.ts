import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidFrom } from '#kernel';
import { eventually } from '#testing';
import { Registry } from './registry.suite.js';

/** As many connections as a service has, and one request more. */
const REQUESTS = 13;

let registry: Registry;
let release: pg.Client;

beforeAll(async () => {
  registry = await Registry.start();
  release = new pg.Client({ connectionString: registry.service.database.url });
  await release.connect();
}, 120_000);
afterAll(async () => {
  await release.end();
  await registry.stop();
});

it('is told to whoever finds no connection any more, with the time after which to come again', async () => {
  await release.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('staff-registry'))`);
  const change = (n: number) =>
    registry.service.call('POST', `/v1/people/${uuidFrom('person', `SL-${n}`)}/reassignments`, {
      as: ['hr-officer'],
      body: { action: 'leave', cause: 'rotation', effectiveDate: '2025-02-01', decision: '77/QĐ' },
      headers: { 'idempotency-key': `busy-${n}` },
    });
  const answers = Array.from({ length: REQUESTS }, (_one, n) => change(n));
  const first = await Promise.race(answers);
  await release.query('COMMIT');
  const statuses = (await Promise.all(answers)).map(({ status }) => status);

  expect(first).toMatchObject({ status: 503, body: { code: 'HTTP.BUSY' } });
  expect(first.headers.get('retry-after')).toBe('5');
  // The others had their turn, and nobody of that name is registered.
  expect(new Set(statuses)).toEqual(new Set([404, 503]));
  await eventually(async () => (await change(99)).status === 404, 'it answers again');
}, 60_000);
