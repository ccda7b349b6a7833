import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { ApprovalsConfig } from './approvals.config.js';
import { WatchDeadlinesHandler } from './use-cases/watch-deadlines.js';

const IDLE_MS = { least: 500, most: 2_000 };

/** Lets one replica look after deadlines and undo windows. */
@Injectable()
export class DeadlineLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    watch: WatchDeadlinesHandler,
    private readonly config: ApprovalsConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'approvals.deadlines',
      idleMs: IDLE_MS,
      work: () => watch.execute(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
