import { arrayText } from '../array-text.js';
import { codeOf } from '../consume/classify.js';
import type { Tx } from '../tx.js';
import type { Received } from '../consume/received.js';

// Sorted, so that two consumers that hold some of the same messages after a rebalance cannot deadlock.
const INSERT = `
  INSERT INTO inbox (consumer, event_id)
  SELECT $1, id FROM unnest($2::uuid[]) AS id ORDER BY id`;

// Names the new ones only when some are not: nearly always all are, and reading as many rows costs more than writing them.
const MARK = `
  WITH marked AS (${INSERT}
    ON CONFLICT DO NOTHING
    RETURNING event_id)
  SELECT CASE WHEN count(*) < cardinality($2::uuid[]) THEN coalesce(array_agg(event_id::text), '{}') END AS "onlyNew"
  FROM marked`;

/** From so many on it pays to bet that all are new: looking for each before it is written costs more than two statements. */
const MANY = 100;
const ALREADY_THERE = '23505';

/** Marks events as consumed in the transaction of their effect and returns those that are new, in their order. */
export async function markInbox(tx: Tx, consumer: string, events: Received[]): Promise<Received[]> {
  const params = [consumer, arrayText(events.map(({ id }) => id))];
  if (events.length >= MANY && (await areAllNew(tx, params))) return events;
  const [marked] = await tx.query<{ onlyNew: string[] | null }>(MARK, params);
  if (!marked?.onlyNew) return events;
  const fresh = new Set(marked.onlyNew);
  // delete() and not has(): a message that stands twice in one batch is new only the first time
  return events.filter(({ id }) => fresh.delete(id));
}

/** Marks all or, when one of them was marked before, none. */
async function areAllNew(tx: Tx, params: unknown[]): Promise<boolean> {
  await tx.query('SAVEPOINT inbox');
  try {
    await tx.query(INSERT, params);
  } catch (error) {
    if (codeOf(error) !== ALREADY_THERE) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT inbox');
    return false;
  }
  await tx.query('RELEASE SAVEPOINT inbox');
  return true;
}
