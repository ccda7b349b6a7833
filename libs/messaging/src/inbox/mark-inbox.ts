import { arrayText } from '../array-text.js';
import type { Tx } from '../tx.js';
import type { Received } from '../consume/received.js';

// Sorted, so that two consumers that hold some of the same messages after a rebalance cannot deadlock. Names the new ones
// only when some are not: nearly always all are, and reading as many rows costs more than writing them.
const MARK = `
  WITH marked AS (
    INSERT INTO inbox (consumer, event_id)
    SELECT $1, id FROM unnest($2::uuid[]) AS id ORDER BY id
    ON CONFLICT DO NOTHING
    RETURNING event_id)
  SELECT CASE WHEN count(*) < cardinality($2::uuid[]) THEN coalesce(array_agg(event_id::text), '{}') END AS "onlyNew"
  FROM marked`;

/** Marks events as consumed in the transaction of their effect and returns those that are new, in their order. */
export async function markInbox(tx: Tx, consumer: string, events: Received[]): Promise<Received[]> {
  const [marked] = await tx.query<{ onlyNew: string[] | null }>(MARK, [
    consumer,
    arrayText(events.map(({ id }) => id)),
  ]);
  if (!marked?.onlyNew) return events;
  const fresh = new Set(marked.onlyNew);
  // delete() and not has(): a message that stands twice in one batch is new only the first time
  return events.filter(({ id }) => fresh.delete(id));
}
