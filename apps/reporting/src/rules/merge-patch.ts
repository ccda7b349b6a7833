/** What one event says about a row. `complete` events say all of it; the others leave fields null that they do not carry. */
export interface Patch {
  revision: number;
  complete: boolean;
}

/**
 * One patch that says what two say: the newer revision wins, the older one fills what an incomplete newer one left
 * open. So a status that arrives before the row it belongs to survives the late arrival of the row.
 * `upsertFacts` says the same in SQL about a patch and a stored row.
 */
export function mergePatches<P extends Patch>(first: P, second: P): P {
  const [newer, older] = second.revision > first.revision ? [second, first] : [first, second];
  if (newer.complete) return newer;
  const filled = Object.fromEntries(
    Object.entries(newer).map(([field, value]) => [field, value ?? older[field as keyof P] ?? null]),
  ) as unknown as P;
  return { ...filled, complete: older.complete };
}

/** One patch per key, sorted by key, so that two transactions take the locks of the same rows in the same order. */
export function foldPatches<P extends Patch>(patches: P[], keyOf: (patch: P) => string): P[] {
  const folded = new Map<string, P>();
  for (const patch of patches) {
    const key = keyOf(patch);
    const before = folded.get(key);
    folded.set(key, before ? mergePatches(before, patch) : patch);
  }
  return [...folded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, patch]) => patch);
}
