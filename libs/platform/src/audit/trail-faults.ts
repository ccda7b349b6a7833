// What does not fit in a trail, one fault each; the independent check with a witness is `npm run audit:verify`.
import { type AuditRecord, type AuditSeal, recordHash, sealAfter } from './audit-record.js';
import { merkleRoot } from './merkle.js';

export interface TrailFault {
  /**
   * edited: the records are not those that were sealed. deleted: a record, or the seal before this one, is missing. reordered:
   * the records fit in the order of their times. resealed: the seal has another hash than its content, or hangs on another
   * one. inserted: records stand under no seal.
   */
  kind: 'edited' | 'deleted' | 'reordered' | 'resealed' | 'inserted';
  /** Number of the seal. */
  seal: number;
  /** The records: one, the first and the last of several, or those that changed places; none where the seal itself is meant. */
  positions: number[];
}

type Before = Pick<AuditSeal, 'number' | 'lastPosition' | 'hash'>;

/** Whether a seal follows the one before, hangs on it, and has the hash of what it says. */
export function sealFaults(seal: AuditSeal, before: Before): TrailFault[] {
  const { number, firstPosition, lastPosition, root, previousHash, hash } = seal;
  if (number !== before.number + 1 || firstPosition !== before.lastPosition + 1)
    return [{ kind: 'deleted', seal: number, positions: [] }];
  const start = { number: number - 1, lastPosition: firstPosition - 1, hash: previousHash };
  const isWhole = sealAfter(start, root, lastPosition - firstPosition + 1).hash === hash;
  return previousHash === before.hash && isWhole ? [] : [{ kind: 'resealed', seal: number, positions: [] }];
}

/** What was done to the records under a seal: each that is missing, or else that they are others. */
export function recordFaults(
  { number: seal, firstPosition, lastPosition, root }: AuditSeal,
  records: AuditRecord[],
): TrailFault[] {
  if (merkleRoot(records.map(recordHash)) === root) return [];
  const there = new Set(records.map(({ position }) => position));
  const missing = Array.from({ length: lastPosition - firstPosition + 1 }, (_none, i) => firstPosition + i).filter(
    position => !there.has(position),
  );
  if (missing.length > 0) return missing.map(position => ({ kind: 'deleted', seal, positions: [position] }));
  const byTime = records.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const hashes = byTime.map((record, i) => recordHash({ ...record, position: firstPosition + i }));
  if (merkleRoot(hashes) !== root) return [{ kind: 'edited', seal, positions: [firstPosition, lastPosition] }];
  const moved = byTime.filter(({ position }, i) => position !== firstPosition + i).map(({ position }) => position);
  return [{ kind: 'reordered', seal, positions: moved.sort((a, b) => a - b) }];
}
