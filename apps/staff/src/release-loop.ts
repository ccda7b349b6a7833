import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop, RightOfWay } from '#messaging';
import { StaffConfig } from './staff.config.js';
import { ApplyBatchChunkHandler, ROWS_PER_CHUNK } from './use-cases/apply-batch-chunk.js';

/** Applies released batches, one replica at a time; a batch that a killed process left half applied goes on here. */
@Injectable()
export class ReleaseLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    private readonly applyBatchChunk: ApplyBatchChunkHandler,
    private readonly rightOfWay: RightOfWay,
    private readonly config: StaffConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'staff-release',
      idleMs: { least: 50, most: 1_000 },
      work: () => this.rightOfWay.giveWayAfter(() => this.applyNext()),
    });
  }

  wake(): void {
    this.loop.wake();
  }

  private applyNext(): Promise<boolean> {
    const { isTaken } = this.rightOfWay;
    return this.applyBatchChunk.execute(this.rightOfWay.limit(ROWS_PER_CHUNK), isTaken ? 1 : 2);
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
