import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { EnrollmentConfig } from './enrollment.config.js';
import { MailNoticesHandler } from './use-cases/mail-notices.js';

/** Mails what units were not told yet, in one replica; a minute's notices share a mail. */
@Injectable()
export class MailLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    mailNotices: MailNoticesHandler,
    private readonly config: EnrollmentConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'enrollment-mail',
      idleMs: { least: 60_000, most: 60_000 },
      work: async () => {
        while (await mailNotices.execute());
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
