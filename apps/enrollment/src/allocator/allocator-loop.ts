import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { BackgroundLoop, Transaction } from '#messaging';
import { EnrollmentConfig } from '../enrollment.config.js';
import { Allocator } from './allocator.js';

/** A round that took longer looked at many people: a batch is coming in. */
const LONG_ROUND_MS = 1_000;
/** Longer than one transaction of the news, so that the pause between two of them is not taken for the end. */
const QUIET_MS = 1_500;
const LONGEST_WAIT_MS = 30_000;

/** Keeps the allocator going in one replica of the service. */
@Injectable()
export class AllocatorLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;
  private lastRoundMs = 0;
  private isStopping = false;

  constructor(
    private readonly allocator: Allocator,
    transaction: Transaction,
    private readonly dataSource: DataSource,
    private readonly config: EnrollmentConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'enrollment-allocator',
      idleMs: { least: 20, most: 100 },
      work: () => this.round(),
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

  private async round(): Promise<boolean> {
    if (this.lastRoundMs > LONG_ROUND_MS) await this.untilQuiet();
    const began = performance.now();
    const busy = await this.allocator.allocate();
    this.lastRoundMs = performance.now() - began;
    return busy;
  }

  /**
   * While a batch of a whole country comes in, each round would look at nearly everybody again, and hold the locks that
   * the news wait for. So it lets them come, as long as units go on being marked.
   */
  private async untilQuiet(): Promise<void> {
    const until = performance.now() + LONGEST_WAIT_MS;
    for (let seen: string | null | undefined; !this.isStopping && performance.now() < until;) {
      const [mark] = await this.dataSource.query<{ last: string | null }[]>(
        'SELECT max(id) AS last FROM allocation_due',
      );
      const last = mark?.last ?? null;
      if (last === null || last === seen) return;
      seen = last;
      await pause(QUIET_MS);
    }
  }
}
