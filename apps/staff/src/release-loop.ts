import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { StaffConfig } from './staff.config.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';

/** Applies released batches, one replica at a time; a batch that a killed process left half applied goes on here. */
@Injectable()
export class ReleaseLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    applyBatchChunk: ApplyBatchChunkHandler,
    private readonly config: StaffConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'staff-release',
      idleMs: { least: 50, most: 1_000 },
      work: () => applyBatchChunk.execute(),
    });
  }

  wake(): void {
    this.loop.wake();
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
