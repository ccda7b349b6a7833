/** How long a transaction may take before its consumer stops to say that it is alive. */
const LONGEST_MS = 300_000;

/**
 * Sends heartbeats while a transaction runs, so that a long one does not cost the membership in the group. Not for
 * ever: a transaction that hangs must lose its partition to somebody who can work.
 */
export async function whileAlive<T>(
  heartbeat: () => Promise<void>,
  everyMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const until = Date.now() + LONGEST_MS;
  const timer = setInterval(() => {
    // A refused heartbeat tells of a rebalance; the next one, outside the transaction, throws and ends the batch.
    if (Date.now() < until) heartbeat().catch(() => clearInterval(timer));
    else clearInterval(timer);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
