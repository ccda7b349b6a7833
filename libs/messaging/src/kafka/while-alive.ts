/** Sends heartbeats while a transaction runs, or is waited for, so that a long one does not cost the membership in the group. */
export async function whileAlive<T>(
  heartbeat: () => Promise<void>,
  everyMs: number,
  work: () => Promise<T>,
): Promise<T> {
  // A refused heartbeat tells of a rebalance; the next one, outside the transaction, throws and ends the batch.
  const timer = setInterval(() => void heartbeat().catch(() => clearInterval(timer)), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
