import { setTimeout as pause } from 'node:timers/promises';
import { connected, type Select } from './database.js';

/** Messages of one service that have not arrived. */
export interface MessagingRows {
  unsent: { topic: string; count: number }[];
  deadLetters: { id: string; topic: string; reason: string }[];
}

const LAST = 'SELECT coalesce(max(seq), 0)::text AS last FROM outbox';
const UNSENT = 'SELECT topic, count(*)::int AS count FROM outbox WHERE seq <= $1 GROUP BY topic';
const DEAD_LETTERS = 'SELECT id, topic, reason FROM dead_letter';

const LOOKS = 50;
const PAUSE_MS = 100;

/** Looks at the database as it goes on, so not in a snapshot. */
export function loadMessaging(url: string): Promise<MessagingRows> {
  return connected(url, async select => ({ unsent: await unsent(select), deadLetters: await select(DEAD_LETTERS) }));
}

/**
 * What stays in the outbox. A service seals its audit trail of its own accord at any moment, so what lies there at the
 * first look may be on its way; it is looked at again, and what comes later is not.
 */
async function unsent(select: Select): Promise<MessagingRows['unsent']> {
  const [{ last } = { last: '0' }] = await select<{ last: string }>(LAST);
  for (let look = 1; ; look++) {
    const rows = await select<MessagingRows['unsent'][number]>(UNSENT, [last]);
    if (rows.length === 0 || look === LOOKS) return rows;
    await pause(PAUSE_MS);
  }
}
