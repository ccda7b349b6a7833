import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { isProven, merkleProof, merkleRoot } from './merkle.js';

const hashes = (n: number): string[] => Array.from({ length: n }, (_none, i) => sha256(String(i)));

describe('the Merkle root of records', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 100])('is proven for each of %i of them, and for nothing else', n => {
    const all = hashes(n);
    const root = merkleRoot(all);
    for (const [i, hash] of all.entries()) {
      expect(isProven(hash, merkleProof(all, i), root)).toBe(true);
      expect(isProven(sha256('forged'), merkleProof(all, i), root)).toBe(false);
    }
  });

  it('is another one when a record is edited, dropped, added or moved', () => {
    const [a, b, c] = hashes(3) as [string, string, string];
    const root = merkleRoot([a, b, c]);
    for (const other of [[a, b, sha256('x')], [a, b], [a, b, c, c], [b, a, c], [a, c, b], []])
      expect(merkleRoot(other)).not.toBe(root);
  });

  it('cannot be passed off by a pair taken for a leaf', () => {
    const [a, b] = hashes(2) as [string, string];
    expect(merkleRoot([merkleRoot([a, b])])).not.toBe(merkleRoot([a, b]));
  });
});
