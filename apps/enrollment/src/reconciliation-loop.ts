import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { BackgroundLoop } from '#messaging';
import { EnrollmentConfig } from './enrollment.config.js';
import { NIGHTLY, ReconcileDutiesHandler } from './use-cases/reconcile-duties.js';

/** Reconciles once in the night, in the hour that is set, in one replica. */
@Injectable()
export class ReconciliationLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    clock: Clock,
    reconcile: ReconcileDutiesHandler,
    private readonly config: EnrollmentConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'enrollment-reconciliation',
      idleMs: { least: 60_000, most: 600_000 },
      work: async () => {
        const hour = new Date(clock.now().getTime() + VIETNAM_MS).getUTCHours();
        if (hour === config.RECONCILE_AT_HOUR) await reconcile.execute(NIGHTLY);
        return false;
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}

const VIETNAM_MS = 7 * 3_600_000;
