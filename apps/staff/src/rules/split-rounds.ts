import type { Move } from './move.js';

/**
 * Splits moves so that a set-based statement meets each person once: the first round holds everybody's first move, the
 * next one the second moves. The order of each person's moves is kept.
 */
export function splitRounds(moves: readonly Move[]): Move[][] {
  const rounds: Move[][] = [];
  const seen = new Map<string, number>();
  for (const move of moves) {
    const round = seen.get(move.personId) ?? 0;
    seen.set(move.personId, round + 1);
    (rounds[round] ??= []).push(move);
  }
  return rounds;
}
