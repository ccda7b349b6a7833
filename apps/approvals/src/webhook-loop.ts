import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { ApprovalsConfig } from './approvals.config.js';
import { SendWebhooksHandler } from './use-cases/send-webhooks.js';

const IDLE_MS = { least: 250, most: 2_000 };

/** Lets one replica tell outside workflows what happened. */
@Injectable()
export class WebhookLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    send: SendWebhooksHandler,
    private readonly config: ApprovalsConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'approvals.webhooks',
      idleMs: IDLE_MS,
      work: () => send.execute(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on' && this.config.WEBHOOK_KEY) this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
