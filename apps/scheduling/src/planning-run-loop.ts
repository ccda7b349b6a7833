import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { SchedulingConfig } from './scheduling.config.js';
import { CarryOutPlanningRunsHandler } from './use-cases/carry-out-planning-runs.js';

/** Lets one replica answer the planning runs that wait. */
@Injectable()
export class PlanningRunLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    runs: CarryOutPlanningRunsHandler,
    private readonly config: SchedulingConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'scheduling.planning-runs',
      idleMs: { least: 250, most: 1_000 },
      work: () => runs.execute(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
