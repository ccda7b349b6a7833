import { sha256 } from '#kernel';

// Different prefixes for leaves and for pairs, or a pair could be passed off as a leaf (RFC 6962).
const leaf = (hash: string): string => sha256(`0${hash}`);
const pair = (left: string, right: string): string => sha256(`1${left}${right}`);

/** One hash over many: change, drop, add or move one and it is another. */
export function merkleRoot(hashes: readonly string[]): string {
  let level = hashes.map(leaf);
  while (level.length > 1) level = above(level);
  return level[0] ?? sha256('');
}

/** What somebody needs, beside one hash, to compute the root: the neighbours on the way up. */
export function merkleProof(hashes: readonly string[], index: number): { side: 'left' | 'right'; hash: string }[] {
  const proof: { side: 'left' | 'right'; hash: string }[] = [];
  let [level, at] = [hashes.map(leaf), index];
  while (level.length > 1) {
    const neighbour = level[at ^ 1];
    if (neighbour !== undefined) proof.push({ side: at % 2 === 0 ? 'right' : 'left', hash: neighbour });
    level = above(level);
    at >>= 1;
  }
  return proof;
}

/** True when the proof leads from this hash to this root. */
export function isProven(hash: string, proof: ReturnType<typeof merkleProof>, root: string): boolean {
  const top = proof.reduce(
    (sum, { side, hash: neighbour }) => (side === 'right' ? pair(sum, neighbour) : pair(neighbour, sum)),
    leaf(hash),
  );
  return top === root;
}

/** Pairs are hashed; one that is left over goes up as it is. */
function above(level: readonly string[]): string[] {
  const next: string[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i]!, level[i + 1]];
    next.push(right === undefined ? left : pair(left, right));
  }
  return next;
}
