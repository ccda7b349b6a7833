import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { BackgroundLoop, Transaction } from '#messaging';
import { EnrollmentConfig } from '../enrollment.config.js';
import { Allocator } from './allocator.js';

const LONGEST_REST_MS = 1_000;

/** Keeps the allocator going in one replica of the service. */
@Injectable()
export class AllocatorLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    allocator: Allocator,
    transaction: Transaction,
    dataSource: DataSource,
    private readonly config: EnrollmentConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'enrollment-allocator',
      idleMs: { least: 20, most: 100 },
      work: () => restAfter(() => allocator.allocate()),
    });
    transaction.onPublished(() => this.loop.wake());
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}

/**
 * Rests as long as the round took. While a batch of a whole country comes in, its people keep waking the allocator, and
 * each round would look at nearly everybody again: so the rounds stay few, and leave the people's locks to the news.
 */
async function restAfter(round: () => Promise<boolean>): Promise<boolean> {
  const start = performance.now();
  const busy = await round();
  if (busy) await pause(Math.min(LONGEST_REST_MS, performance.now() - start));
  return busy;
}
