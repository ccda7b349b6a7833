import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop, Transaction } from '#messaging';
import { deleteAbandonedUploads } from './database/uploads.js';
import { StaffConfig } from './staff.config.js';
import { CheckBatchHandler } from './use-cases/check-batch.js';

/** Takes over checks that a killed process left behind; usually the process that got the file checks it at once. */
@Injectable()
export class BatchCheckLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    transaction: Transaction,
    checkBatch: CheckBatchHandler,
    private readonly config: StaffConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'staff-batch-check',
      idleMs: { least: 1_000, most: 10_000 },
      work: async () => {
        if (await checkBatch.execute()) return true;
        await transaction.run(deleteAbandonedUploads);
        return false;
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
