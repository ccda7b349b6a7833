import { describe, expect, it } from '@jest/globals';
import { foldPatches, mergePatches } from './merge-patch.js';

interface Row {
  id: string;
  unit: string | null;
  endedOn: string | null;
  status: string;
  revision: number;
  complete: boolean;
}
const opened: Row = { id: 'a', unit: 'u1', endedOn: null, status: 'open', revision: 1, complete: true };
const moved: Row = { ...opened, unit: 'u2', revision: 2, complete: false };
const ended: Row = { ...opened, unit: null, endedOn: '2025-07-01', status: 'ended', revision: 3, complete: false };
const reopened: Row = { ...opened, unit: 'u3', revision: 4 };

describe('mergePatches', () => {
  it('takes the newer and keeps what it does not say', () => {
    expect(mergePatches(opened, moved)).toEqual({ ...moved, complete: true });
    expect(mergePatches(mergePatches(opened, moved), ended)).toEqual({ ...ended, unit: 'u2', complete: true });
  });

  it('completes a status that came first without losing it', () => {
    expect(mergePatches(ended, opened)).toEqual({ ...ended, unit: 'u1', complete: true });
  });

  it('keeps the first of two equal revisions', () => {
    expect(mergePatches(opened, { ...opened, unit: 'other' })).toBe(opened);
  });

  it('forgets the end of what is whole again', () => {
    expect(mergePatches(ended, reopened)).toBe(reopened);
  });
});

describe('foldPatches', () => {
  it('gives one patch per key, sorted by key', () => {
    const other = { ...opened, id: 'B', unit: 'u9' };
    const folded = foldPatches([other, opened, moved, ended, reopened], ({ id }) => id);
    expect(folded).toEqual([other, reopened]);
  });
});
