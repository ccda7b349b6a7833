import { beforeEach, describe, expect, it } from '@jest/globals';
import { RightOfWay } from './right-of-way.js';

describe('the right of way', () => {
  let now: number;
  let pauses: number[];
  let way: RightOfWay;
  beforeEach(() => {
    now = 0;
    pauses = [];
    way = new RightOfWay(
      () => now,
      ms => Promise.resolve(pauses.push(ms)),
    );
  });
  const work = (ms: number) => () => {
    now += ms;
    return Promise.resolve(ms);
  };

  it('is free until a single change passes, and again a second after the last one', () => {
    expect(way.isTaken).toBe(false);
    way.take();
    now = 900;
    way.take();
    now = 1_899;
    expect(way.isTaken).toBe(true);
    now = 1_900;
    expect(way.isTaken).toBe(false);
  });

  it('makes pieces small while it is taken, and none larger than it was', () => {
    expect(way.limit(2_000)).toBe(2_000);
    way.take();
    expect([way.limit(2_000), way.limit(100)]).toEqual([500, 100]);
  });

  it('lets bulk work go on at once while it is free', async () => {
    expect(await way.giveWayAfter(work(300))).toBe(300);
    expect(pauses).toEqual([]);
  });

  it('makes bulk work rest for as long as it took, and a second at most', async () => {
    way.take();
    expect(await way.giveWayAfter(work(300))).toBe(300);
    await way.giveWayAfter(() => {
      now += 5_000;
      way.take();
      return Promise.resolve();
    });
    expect(pauses).toEqual([300, 1_000]);
  });

  it('makes bulk work rest that began before the change', async () => {
    await way.giveWayAfter(() => {
      now += 200;
      way.take();
      return Promise.resolve();
    });
    expect(pauses).toEqual([200]);
  });

  it('hides no error', async () => {
    way.take();
    await expect(way.giveWayAfter(() => Promise.reject(new Error('went wrong')))).rejects.toThrow('went wrong');
  });
});
