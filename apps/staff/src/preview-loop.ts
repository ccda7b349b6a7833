import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { StaffConfig } from './staff.config.js';
import { AskPreviewPartsHandler } from './use-cases/ask-preview-parts.js';

/** Asks what wanted previews need from other services, one replica at a time. */
@Injectable()
export class PreviewLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    askPreviewParts: AskPreviewPartsHandler,
    private readonly config: StaffConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'staff-preview',
      idleMs: { least: 100, most: 2_000 },
      work: () => askPreviewParts.execute(),
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
