import { describe, expect, it } from '@jest/globals';
import type { Move } from './move.js';
import { splitRounds } from './split-rounds.js';

const moves = (people: string) => [...people].map((personId, row) => ({ personId, row }) as Move);

describe('rounds of a chunk', () => {
  it('hold each person once and keep the order of each', () => {
    const rounds = splitRounds(moves('abacba'));
    expect(rounds.map(round => round.map(({ personId, row }) => `${personId}${row}`))).toEqual([
      ['a0', 'b1', 'c3'],
      ['a2', 'b4'],
      ['a5'],
    ]);
  });
});
