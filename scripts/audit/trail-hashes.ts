import { createHash } from 'node:crypto';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

// Flat objects with ASCII names: sorted names and JSON's own values are what RFC 8785 asks for.
const canonical = (flat: Record<string, string | number>): string =>
  `{${Object.keys(flat)
    .sort()
    .map(name => `${JSON.stringify(name)}:${JSON.stringify(flat[name])}`)
    .join(',')}}`;

export const recordHash = (record: Record<string, string | number>): string => sha(canonical(record));

interface SealContent {
  number: number;
  first: number;
  last: number;
  root: string;
  previous: string;
}

export const sealHash = ({ number, first, last, root, previous }: SealContent): string =>
  sha(canonical({ number, firstPosition: first, lastPosition: last, root, previousHash: previous }));

/** Merkle root: leaves and inner nodes have prefixes of their own; an odd node goes up as it is. */
export function rootOf(hashes: string[]): string {
  let level = hashes.map(hash => sha(`0${hash}`));
  while (level.length > 1)
    level = level.flatMap((hash, i) =>
      i % 2 === 1 ? [] : level[i + 1] === undefined ? [hash] : [sha(`1${hash}${level[i + 1]}`)],
    );
  return level[0] ?? sha('');
}
