import { setTimeout as wait } from 'node:timers/promises';

/** Whoever makes single changes has the way for so long after each. */
const HELD_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;

/** Rows or messages of a piece of bulk work while others have the way: what its transaction costs by itself still pays. */
const ROWS_GIVING_WAY = 500;

/**
 * What comes in bulk gives way to what somebody waits for: while single changes are made in this process, or news of them come,
 * bulk work goes in small pieces, one at a time, and rests after each for as long as it took. Why and with what effect:
 * docs/adr/0042.
 */
export class RightOfWay {
  private takenAt = -Infinity;

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly pause: (ms: number) => Promise<unknown> = wait,
  ) {}

  /** A single change passes. */
  take(): void {
    this.takenAt = this.now();
  }

  get isTaken(): boolean {
    return this.now() - this.takenAt < HELD_MS;
  }

  /** So many rows or messages go at once, of so many at most. */
  limit(most: number): number {
    return this.isTaken ? Math.min(ROWS_GIVING_WAY, most) : most;
  }

  /** Does a piece of bulk work, and gives its result after the rest that follows, if any. */
  async giveWayAfter<T>(work: () => Promise<T>): Promise<T> {
    const began = this.now();
    const result = await work();
    if (this.isTaken) await this.pause(Math.min(LONGEST_PAUSE_MS, this.now() - began));
    return result;
  }
}
