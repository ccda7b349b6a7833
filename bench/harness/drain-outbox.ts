import type pg from 'pg';
import type { OutboxRow, Way } from './outbox-ways.js';
import { demand, timed } from './timed.js';

export const ROWS_PER_CLAIM = 4_000;
/** So many rows a transaction that publishes. */
const ROWS_PER_COMMIT = 5_000;
export const BYSTANDER_MS = 1_000;

// As long as the events of a released batch, with headers of the same length.
export const KEEP = `
  CREATE TABLE kept_outbox AS
  SELECT n::bigint AS seq, 1::smallint AS lane, $1::text AS topic, md5('person' || n)::uuid::text AS key,
    jsonb_build_object('ce_id', gen_random_uuid(), 'ce_type', 'staff.StaffReassigned', 'ce_time', now(),
      'ce_source', '/nangluc/staff', 'ce_specversion', '1.0', 'ce_subject', gen_random_uuid(), 'content-type',
      'application/json', 'schemaversion', '1', 'revision', '2', 'correlationid', gen_random_uuid(), 'traceparent',
      '00-' || md5(n::text) || '-00f067aa0ba902b7-01') AS headers,
    json_build_object('personId', gen_random_uuid(), 'cause', 'election', 'effectiveDate', '2026-03-15', 'batchId',
      gen_random_uuid(), 'before', json_build_object('unitId', gen_random_uuid(), 'unitLevel', 'commune', 'post',
      'office-statistics-officer', 'duties', '{one-stop}'), 'after', json_build_object('unitId', gen_random_uuid(),
      'unitLevel', 'commune', 'post', 'office-statistics-officer', 'duties', '{one-stop}'))::text AS payload
  FROM generate_series(1, $2::int) AS n`;

export interface Drain {
  seconds: number;
  walBytes: number;
  tableBytes: number;
}

export type Send = (rows: OutboxRow[]) => Promise<void>;

/** Fills the table and empties it as a relay would; every row must come once, in order. */
export async function drain(client: pg.Client, way: Way, size: number, send: Send): Promise<Drain> {
  await client.query(`TRUNCATE ${way.table}`);
  for (let from = 0; from < size; from += ROWS_PER_COMMIT) await client.query(way.fill, [from, from + ROWS_PER_COMMIT]);
  await client.query(`VACUUM ANALYZE ${way.table}`);
  await client.query('CHECKPOINT');
  const before = await walPosition(client);
  let count = 0;
  let inOrder = true;
  let last = 0;
  const seconds = await timed(async () => {
    for (;;) {
      await client.query('BEGIN');
      const rows = await way.take(client, ROWS_PER_CLAIM);
      await send(rows);
      await client.query('COMMIT');
      if (rows.length === 0) break;
      count += rows.length;
      for (const { seq } of rows) {
        inOrder &&= Number(seq) > last;
        last = Number(seq);
      }
    }
    if (way.finish) await client.query(way.finish);
  });
  demand(count === size && inOrder, `${way.name} took ${count} of ${size} rows, in order: ${inOrder}`);
  const walBytes = (await walPosition(client)) - before;
  const { rows } = await client.query<{ bytes: string }>(`SELECT pg_total_relation_size($1) AS bytes`, [way.table]);
  return { seconds, walBytes, tableBytes: Number(rows[0]?.bytes) };
}

/** How long one committed row waits for the relay while a stranger's transaction is open in another database. */
export async function waitBesideBystander(client: pg.Client, bystander: pg.Client, way: Way): Promise<number> {
  await bystander.query('BEGIN');
  await bystander.query('SELECT pg_current_xact_id()');
  await client.query(way.fill, [0, 1]);
  const began = performance.now();
  const over = new Promise<void>(resolve => {
    setTimeout(() => void bystander.query('ROLLBACK').then(() => resolve()), BYSTANDER_MS);
  });
  let waited: number | undefined;
  while (waited === undefined) if ((await way.take(client, 1)).length > 0) waited = performance.now() - began;
  await over;
  return waited;
}

async function walPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ at: string }>(`SELECT pg_current_wal_insert_lsn() - '0/0' AS at`);
  return Number(rows[0]?.at);
}
