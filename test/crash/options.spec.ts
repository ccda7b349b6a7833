import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('the options of the crash harness', () => {
  it('are read, with a seed of the clock when none is given', () => {
    expect(readOptions(['--quick', '--seed', '7'])).toEqual({ quick: true, keep: false, seed: 7 });
    expect(readOptions([])).toEqual({ quick: false, keep: false, seed: expect.any(Number) });
    expect(readOptions(['--help', '--quick'])).toBe('help');
  });

  it('are refused in a sentence', () => {
    expect(() => readOptions(['--badoption'])).toThrow(/badoption/);
    expect(() => readOptions(['--seed', 'x'])).toThrow("--seed is a whole number, not 'x'");
  });
});
