import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  timeoutMs?: number;
  everyMs?: number;
}

/**
 * Waits for a condition instead of sleeping: tries `look` until it returns something truthy, and says what it waited
 * for and what it saw last when it gives up.
 */
export async function eventually<T>(
  look: () => Promise<T> | T,
  what: string,
  { timeoutMs = 30_000, everyMs = 50 }: Patience = {},
): Promise<NonNullable<T>> {
  const until = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until)
      throw new Error(`Waited ${timeoutMs} ms in vain until ${what}; last seen: ${describe(last)}`, { cause: last });
    await pause(everyMs);
  }
}

const describe = (value: unknown): string => (value instanceof Error ? value.message : JSON.stringify(value));
