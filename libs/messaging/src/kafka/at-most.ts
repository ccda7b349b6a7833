/** Runs what it is given, at most as many at once as the limit says by then; the others wait in the order in which they came. */
export function atMost(limit: () => number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  const beginNext = (): void => {
    const next = waiting.splice(0, Math.max(0, limit() - running));
    running += next.length;
    for (const begin of next) begin();
  };
  return async work => {
    if (waiting.length === 0 && running < limit()) running += 1;
    else
      await new Promise<void>(resolve => {
        waiting.push(resolve);
        beginNext();
      });
    try {
      return await work();
    } finally {
      running -= 1;
      beginNext();
    }
  };
}
