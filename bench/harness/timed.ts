/** Seconds that a piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Stops a measure whose result is wrong: what it timed was something else. */
export function demand(right: boolean, what: string): void {
  if (!right) throw new Error(`wrong result: ${what}`);
}
