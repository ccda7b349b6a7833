import { describe, expect, it } from '@jest/globals';
import { quantile, spreadOf } from './spread.js';

describe('spreadOf', () => {
  it('gives the middle of an odd and of an even number of rounds, whatever their order', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ median: 5, q1: 3, q3: 7, rounds: 3 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, q1: 1.75, q3: 3.25, rounds: 4 });
  });

  it('refuses to make a figure of nothing', () => {
    expect(() => spreadOf([])).toThrow('No round');
  });
});

describe('quantile', () => {
  it('interpolates between neighbours', () => {
    expect(quantile([0, 10], 0.99)).toBeCloseTo(9.9);
    expect(quantile([7], 0.99)).toBe(7);
  });
});
