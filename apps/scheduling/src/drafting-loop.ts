import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { SchedulingConfig } from './scheduling.config.js';
import { DraftSupplementaryPlanHandler } from './use-cases/draft-supplementary-plan.js';

/** Lets one replica look again and again whether supplementary classes are needed. */
@Injectable()
export class DraftingLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    drafter: DraftSupplementaryPlanHandler,
    private readonly config: SchedulingConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'scheduling.drafting',
      idleMs: { least: 100, most: 500 },
      work: () => drafter.execute(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
