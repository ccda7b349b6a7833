import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { BackgroundLoop, Transaction } from '#messaging';
import { EnrollmentConfig } from '../enrollment.config.js';
import { Allocator } from './allocator.js';

/** So many units are marked at once by a batch alone, and by the first of its transactions already. */
const MANY_MARKS = 50;
/** Longer than one transaction of the news, so that the pause between two of them is not taken for the end. */
const QUIET_MS = 1_500;
/** So long at most it lets a batch come, or so many times as long as its last pass took. */
const LONGEST_WAIT = { ms: 30_000, passes: 4 };

/** Keeps the allocator going in one replica of the service. */
@Injectable()
export class AllocatorLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;
  private isStopping = false;
  private lastPassMs = 0;

  constructor(
    private readonly allocator: Allocator,
    transaction: Transaction,
    private readonly dataSource: DataSource,
    private readonly config: EnrollmentConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'enrollment-allocator',
      idleMs: { least: 20, most: 250 },
      work: isWanted => this.round(isWanted),
    });
    transaction.onPublished(() => this.loop.wake());
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  private async round(isWanted: () => boolean): Promise<boolean> {
    await this.untilQuiet();
    const began = performance.now();
    const busy = await this.allocator.allocate(isWanted);
    this.lastPassMs = performance.now() - began;
    return busy;
  }

  /**
   * While a batch comes in, each pass looks at nearly everybody again, and holds the locks that the news wait for. So it lets
   * them come, as long as units go on being marked; of a batch so large that it cannot wait for its end, it takes a fifth of the time.
   */
  private async untilQuiet(): Promise<void> {
    const until = performance.now() + Math.max(LONGEST_WAIT.ms, LONGEST_WAIT.passes * this.lastPassMs);
    for (let seen: string | null | undefined; !this.isStopping && performance.now() < until;) {
      const [due] = await this.dataSource.query<{ marks: number; last: string | null }[]>(
        'SELECT count(*)::int AS marks, max(id) AS last FROM allocation_due',
      );
      const { marks = 0, last = null } = due ?? {};
      if (marks < MANY_MARKS || last === seen) return;
      seen = last;
      await pause(QUIET_MS);
    }
  }
}
