// What was done to the records under one seal. The root tells that they are others; their positions and times tell how.
import type { Fault } from './fault.js';
import { recordHash, rootOf } from './trail-hashes.js';

export interface TrailRecord extends Record<string, string | number> {
  position: number;
  at: string;
}

export interface SealedRange {
  first: number;
  last: number;
  root: string;
}

/** Above it not every pair is tried for having changed places: an exchange that their times do not show is then an edit. */
const MOST_TO_PAIR = 100;

/** The faults among the records under a seal, in the order of their positions; none when they are those that were sealed. */
export function explainRecords(records: readonly TrailRecord[], { first, last, root }: SealedRange): Fault[] {
  if (isSealed(records, root)) return [];
  const seen = new Map<number, number>();
  for (const { position } of records) seen.set(position, (seen.get(position) ?? 0) + 1);
  const faults: Fault[] = [];
  for (let position = first; position <= last; position++) {
    const times = seen.get(position) ?? 0;
    if (times === 0) faults.push({ kind: 'deleted', text: `record ${position} is missing` });
    if (times > 1) faults.push({ kind: 'inserted', text: `record ${position} is there ${times} times` });
  }
  if (faults.length > 0) return faults;
  const original = orderThatWasSealed(records, { first, last, root });
  if (original) {
    const moved = original.filter((one, at) => one.position !== first + at).map(({ position }) => position);
    return [{ kind: 'reordered', text: `records ${moved.sort((a, b) => a - b).join(', ')} changed places` }];
  }
  return [{ kind: 'edited', text: `records ${first} to ${last} are not those that were sealed` }];
}

const isSealed = (records: readonly TrailRecord[], root: string): boolean =>
  rootOf(records.map(record => recordHash(record))) === root;

/** The records in the order in which they fit the seal, if there is one: by time, or with two of them exchanged. */
function orderThatWasSealed(records: readonly TrailRecord[], { first, root }: SealedRange): TrailRecord[] | undefined {
  const fits = (order: readonly TrailRecord[]): boolean =>
    isSealed(
      order.map((record, at) => ({ ...record, position: first + at })),
      root,
    );
  const byTime = records.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (fits(byTime)) return byTime;
  if (records.length > MOST_TO_PAIR) return undefined;
  for (let a = 0; a < records.length; a++)
    for (let b = a + 1; b < records.length; b++) {
      const order = records.with(a, records[b]!).with(b, records[a]!);
      if (fits(order)) return order;
    }
  return undefined;
}
