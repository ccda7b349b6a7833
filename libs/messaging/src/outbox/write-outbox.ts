import type { Tx } from '../tx.js';
import { headersOf } from '../headers.js';

const ROWS_PER_INSERT = 10_000;

const INSERT = `
  INSERT INTO outbox (lane, topic, key, headers, payload)
  SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::jsonb[], $5::text[])`;

/** Writes what a transaction publishes as outbox rows of the same commit, in the order of the calls. */
export async function writeOutbox(tx: Tx): Promise<void> {
  const now = new Date().toISOString();
  for (let from = 0; from < tx.published.length; from += ROWS_PER_INSERT) {
    const events = tx.published.slice(from, from + ROWS_PER_INSERT);
    await tx.query(INSERT, [
      events.map(({ lane }) => (lane === 'calm' ? 0 : 1)),
      events.map(({ topic }) => topic.name),
      events.map(({ key }) => key),
      events.map(outgoing => JSON.stringify(headersOf(outgoing, now))),
      events.map(({ event }) => JSON.stringify(event)),
    ]);
  }
}
