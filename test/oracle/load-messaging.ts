import type { Select } from './database.js';

/** Messages of one service that have not arrived. */
export interface MessagingRows {
  unsent: { topic: string; count: number }[];
  deadLetters: { id: string; topic: string; reason: string }[];
}

// A service seals its audit trail of its own accord at any moment, so such a message may be on its way just now.
const UNSENT = `SELECT topic, count(*)::int AS count FROM outbox WHERE topic NOT LIKE '%.audit' GROUP BY topic`;
const DEAD_LETTERS = 'SELECT id, topic, reason FROM dead_letter';

export async function loadMessaging(select: Select): Promise<MessagingRows> {
  return { unsent: await select(UNSENT), deadLetters: await select(DEAD_LETTERS) };
}
