import type pg from 'pg';

export interface OutboxRow {
  seq: string;
  xid?: string;
  topic: string;
  key: string;
  headers: Record<string, string>;
  payload: string;
}

/** One way in which a relay can take rows from an outbox and get rid of them. */
export interface Way {
  name: string;
  /** Its table, filled by `fill` from `kept_outbox`. */
  table: string;
  create: string;
  fill: string;
  /** Takes the next rows inside the transaction that the relay commits after the acknowledgement; none at the end. */
  take(client: pg.Client, rows: number): Promise<OutboxRow[]>;
  /** What remains to be done once everything is sent. */
  finish?: string;
}

const COLUMNS = 'lane, topic, key, headers, payload';
const FIELDS = `
  lane smallint NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, topic text NOT NULL, key text NOT NULL,
  headers jsonb NOT NULL, payload text NOT NULL`;
// As the outbox itself: autovacuum comes early.
const VACUUM = 'WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)';

const fillOf = (table: string): string => `
  INSERT INTO ${table} (${COLUMNS}) SELECT ${COLUMNS} FROM kept_outbox WHERE seq > $1 AND seq <= $2 ORDER BY seq`;

const claimed = (name: string, table: string, statement: string): Way => ({
  name,
  table,
  create: `CREATE TABLE ${table} (${FIELDS}, PRIMARY KEY (lane, seq)) ${VACUUM}`,
  fill: fillOf(table),
  take: async (client, rows) => inOrder((await client.query<OutboxRow>(statement, [rows])).rows),
});

const byKey = claimed(
  'claim by key',
  'by_key',
  `DELETE FROM by_key WHERE (lane, seq) IN (
     SELECT lane, seq FROM by_key ORDER BY lane, seq LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING lane, seq, topic, key, headers, payload`,
);

const byAddress = claimed(
  'claim by address',
  'by_address',
  `DELETE FROM by_address WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM by_address ORDER BY lane, seq LIMIT $1 FOR UPDATE SKIP LOCKED))
   RETURNING lane, seq, topic, key, headers, payload`,
);

const marked: Way = {
  name: 'mark as published',
  table: 'marked_outbox',
  create: `
    CREATE TABLE marked_outbox (${FIELDS}, published_at timestamptz) ${VACUUM};
    CREATE UNIQUE INDEX ON marked_outbox (lane, seq) WHERE published_at IS NULL`,
  fill: fillOf('marked_outbox'),
  take: async (client, rows) =>
    inOrder(
      (
        await client.query<OutboxRow>(
          `UPDATE marked_outbox SET published_at = now() WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM marked_outbox WHERE published_at IS NULL ORDER BY lane, seq LIMIT $1
             FOR UPDATE SKIP LOCKED))
           RETURNING lane, seq, topic, key, headers, payload`,
          [rows],
        )
      ).rows,
    ),
};

// The position is the pair: a transaction with an early xid can take a late number. Rows of transactions that may
// still be running are left for later, which no cursor on the number alone can do.
const READ = (table: string): string => `
  SELECT o.lane, o.xid::text, o.seq, o.topic, o.key, o.headers, o.payload
  FROM ${table} o
  WHERE o.lane = 1 AND (o.xid, o.seq) > (SELECT xid, seq FROM ${table}_position)
    AND o.xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY o.xid, o.seq LIMIT $1`;

const cursor = (name: string, table: string, behind: 'rows' | 'partitions'): Way => ({
  name,
  table,
  create: `
    CREATE TABLE ${table} (${FIELDS}, xid xid8 NOT NULL DEFAULT pg_current_xact_id(), PRIMARY KEY (lane, xid, seq)) ${VACUUM};
    CREATE TABLE ${table}_position (xid xid8 NOT NULL, seq bigint NOT NULL) WITH (fillfactor = 10);
    INSERT INTO ${table}_position VALUES ('0', 0)`,
  fill: fillOf(table),
  take: async (client, rows) => {
    const taken = (await client.query<OutboxRow>(READ(table), [rows])).rows;
    const last = taken.at(-1);
    if (!last) return [];
    if (behind === 'rows')
      await client.query(`DELETE FROM ${table} WHERE lane = 1 AND (xid, seq) <= ($1::xid8, $2::bigint)`, [
        last.xid,
        last.seq,
      ]);
    await client.query(`UPDATE ${table}_position SET xid = $1, seq = $2`, [last.xid, last.seq]);
    return taken;
  },
  // What dropping a partition costs, once all of it is behind the position.
  ...(behind === 'partitions' && { finish: `TRUNCATE ${table}` }),
});

export const WAYS: Way[] = [
  byKey,
  byAddress,
  marked,
  cursor('cursor, rows deleted behind it', 'cursor_rows', 'rows'),
  cursor('cursor, partitions dropped', 'cursor_partitions', 'partitions'),
];

/** RETURNING promises no order. */
function inOrder(rows: OutboxRow[]): OutboxRow[] {
  return rows.sort((a, b) => Number(a.seq) - Number(b.seq));
}
