import { describe, expect, it } from '@jest/globals';
import { setImmediate as settled } from 'node:timers/promises';
import { atMost } from './at-most.js';

describe('at most so many at once', () => {
  it('runs them in their order, and the next one as soon as one ends, also with an error', async () => {
    const run = atMost(() => 2);
    const begun: number[] = [];
    const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
    const all = [0, 1, 2, 3].map(n =>
      run(() => {
        begun.push(n);
        return new Promise<void>((resolve, reject) => {
          ends[n] = { resolve, reject };
        });
      }),
    );
    expect(begun).toEqual([0, 1]);
    ends[1]?.reject(new Error('went wrong'));
    await expect(all[1]).rejects.toThrow('went wrong');
    expect(begun).toEqual([0, 1, 2]);
    ends[0]?.resolve();
    await all[0];
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[2]?.resolve();
    ends[3]?.resolve();
    await Promise.all([all[2], all[3]]);
  });

  it('lets the running ones end when the limit falls, and several begin when it has risen', async () => {
    let limit = 2;
    const run = atMost(() => limit);
    const ends: (() => void)[] = [];
    const all = Array.from({ length: 6 }, () =>
      run(
        () =>
          new Promise<void>(resolve => {
            ends.push(resolve);
          }),
      ),
    );
    limit = 1;
    ends[0]?.();
    await all[0];
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await all[1];
    expect(ends).toHaveLength(3);
    limit = 3;
    ends[2]?.();
    await all[2];
    expect(ends).toHaveLength(6);
  });

  it('fills a limit that has risen when the next one comes, in the order of their coming', async () => {
    let limit = 1;
    const run = atMost(() => limit);
    const begun: number[] = [];
    for (const n of [0, 1, 2])
      void run(() => {
        begun.push(n);
        return new Promise<void>(() => {});
      });
    limit = 3;
    void run(() => {
      begun.push(3);
      return Promise.resolve();
    });
    await settled();
    expect(begun).toEqual([0, 1, 2]);
  });
});
