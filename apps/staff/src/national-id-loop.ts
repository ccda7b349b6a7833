import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { NationalIdSeal } from './national-id-seal.js';
import { StaffConfig } from './staff.config.js';
import { RenewNationalIdSealsHandler } from './use-cases/renew-national-id-seals.js';

/** Seals national ids anew after a key was put in front, one replica at a time. */
@Injectable()
export class NationalIdLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    renewSeals: RenewNationalIdSealsHandler,
    private readonly seal: NationalIdSeal,
    private readonly config: StaffConfig,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'staff-national-ids',
      idleMs: { least: 60_000, most: 3_600_000 },
      work: () => renewSeals.execute(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on' && this.seal.isOn) this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
