import type { Tx } from '../tx.js';
import { arrayText } from '../array-text.js';

const ROWS_PER_INSERT = 10_000;

// JSON has no line break of its own, so the longest values go as lines: as elements of an array each of their quotes
// would be escaped here and unescaped there.
const INSERT = `
  INSERT INTO outbox (lane, topic, key, headers, payload)
  SELECT lane, topic, key, headers::jsonb, payload
  FROM ROWS FROM (unnest($1::smallint[], $2::text[], $3::text[]), string_to_table($4, E'\n'), string_to_table($5, E'\n'))
    AS new (lane, topic, key, headers, payload)`;

/** Writes what a transaction publishes as outbox rows of the same commit, in the order of the calls. */
export async function writeOutbox(tx: Tx): Promise<void> {
  for (let from = 0; from < tx.published.length; from += ROWS_PER_INSERT) {
    const rows = tx.published.slice(from, from + ROWS_PER_INSERT);
    await tx.query(INSERT, [
      arrayText(rows.map(({ lane }) => lane)),
      arrayText(rows.map(({ topic }) => topic)),
      arrayText(rows.map(({ key }) => key)),
      rows.map(({ headers }) => headers).join('\n'),
      rows.map(({ payload }) => payload).join('\n'),
    ]);
  }
}
