import type { Tx } from '../tx.js';
import { arrayText, jsonLines } from '../array-text.js';
import { headersOf } from '../headers.js';

const ROWS_PER_INSERT = 10_000;

const INSERT = `
  INSERT INTO outbox (lane, topic, key, headers, payload)
  SELECT lane, topic, key, headers::jsonb, payload
  FROM ROWS FROM (unnest($1::smallint[], $2::text[], $3::text[]), string_to_table($4, E'\n'), string_to_table($5, E'\n'))
    AS new (lane, topic, key, headers, payload)`;

/** Writes what a transaction publishes as outbox rows of the same commit, in the order of the calls. */
export async function writeOutbox(tx: Tx): Promise<void> {
  const now = new Date().toISOString();
  for (let from = 0; from < tx.published.length; from += ROWS_PER_INSERT) {
    const events = tx.published.slice(from, from + ROWS_PER_INSERT);
    await tx.query(INSERT, [
      arrayText(events.map(({ lane }) => (lane === 'calm' ? 0 : 1))),
      arrayText(events.map(({ topic }) => topic.name)),
      arrayText(events.map(({ key }) => key)),
      jsonLines(events.map(outgoing => headersOf(outgoing, now))),
      jsonLines(events.map(({ event }) => event)),
    ]);
  }
}
