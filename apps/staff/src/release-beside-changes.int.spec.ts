import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidFrom } from '#kernel';
import { eventually, type Answer } from '#testing';
import type { BatchView } from './database/batch-view.js';
import { batchFile, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';

let registry: Registry;
/** Somebody who changes the registry by hand, and holds a share of it meanwhile. */
let other: pg.Client;

beforeAll(async () => {
  registry = await Registry.start();
  await registry.importUnits();
}, 120_000);
afterAll(() => registry.stop());

beforeEach(async () => {
  other = new pg.Client({ connectionString: registry.service.database.url });
  await other.connect();
  await other.query('BEGIN');
});
afterEach(() => other.end());

const HOLD = `SELECT pg_advisory_xact_lock_shared(hashtext('staff-registry'))`;

const waitingFor = (what: 'advisory' | 'relation') =>
  eventually(
    async () => (await registry.query('SELECT FROM pg_locks WHERE locktype = $1 AND NOT granted', [what])).length > 0,
    'the release waits',
  );

async function applyAll(): Promise<void> {
  const chunks = registry.service.app.get(ApplyBatchChunkHandler, { strict: false });
  while (await chunks.execute());
}

async function uploaded(line: string): Promise<BatchView> {
  const { body } = await registry.upload(batchFile(line));
  return body;
}

const released = (batch: BatchView): Promise<Answer> =>
  registry.release(batch, { 'if-match': '"1"', 'idempotency-key': batch.id });

describe('a release while somebody changes the registry', () => {
  it('looks at its rows before it holds the registry', async () => {
    const batch = await uploaded('SL-1,A,appoint,SNV,deputy-director,,2025-02-01');
    await other.query('LOCK TABLE reassignment_row IN ACCESS EXCLUSIVE MODE');
    const release = released(batch);
    await waitingFor('relation');
    const alone = await registry.query(
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock'
         AND objid::bigint = (hashtext('staff-registry')::bigint & 4294967295)`,
    );
    await other.query('COMMIT');

    expect(alone).toEqual([]);
    expect((await release).status).toBe(202);
    await applyAll();
  });

  it('is refused when one of its people was changed meanwhile', async () => {
    const batch = await uploaded('SL-1,A,reassign,SNV,office-specialist,,2025-09-01');
    await other.query(HOLD);
    const release = released(batch);
    await waitingFor('advisory');
    const person = [uuidFrom('person', 'SL-1')];
    await registry.query('UPDATE person SET revision = revision + 1 WHERE id = $1', person);
    await registry.query(
      `UPDATE post_holding SET valid = daterange(lower(valid), '2025-08-01') WHERE person_id = $1`,
      person,
    );
    await other.query('COMMIT');

    expect(await release).toMatchObject({ status: 409, body: { code: 'STAFF.BATCH_OUTDATED' } });
  });

  it('is refused when a unit of its rows has got another code meanwhile', async () => {
    const batch = await uploaded('SL-2,B,appoint,SNV,office-specialist,,2025-02-01');
    await other.query(HOLD);
    const release = released(batch);
    await waitingFor('advisory');
    await registry.query(`UPDATE unit_name SET code = 'SNX' WHERE code = 'SNV'`);
    await other.query('COMMIT');

    expect(await release).toMatchObject({ status: 409, body: { code: 'STAFF.BATCH_OUTDATED' } });
    await registry.query(`UPDATE unit_name SET code = 'SNV' WHERE code = 'SNX'`);
  });

  it('does not mind a change of somebody else', async () => {
    const batch = await uploaded('SL-3,C,appoint,SNV,office-specialist,,2025-02-01');
    await other.query(HOLD);
    const release = released(batch);
    await waitingFor('advisory');
    await registry.query('UPDATE person SET revision = revision + 1 WHERE id = $1', [uuidFrom('person', 'SL-1')]);
    await other.query('COMMIT');

    expect((await release).status).toBe(202);
  });
});
