import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { ConsumerHealth } from '#messaging';
import { Public } from '../auth/allow.js';

interface Check {
  ready: boolean;
  why: string;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consumer: ConsumerHealth,
  ) {}

  /** The process answers. */
  @Public()
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The service can serve users: its database answers, and it has been a member of its groups; the body says whether it still is. */
  @Public()
  @Get('ready')
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: string; checks: Record<string, Check> }> {
    const database = await this.database();
    const checks = { database, consumer: this.consumer.report(), messages: this.consumer.missedReport() };
    const ready = database.ready && this.consumer.mayServe();
    if (!ready) response.status(503);
    return { status: ready ? 'ready' : 'not ready', checks };
  }

  private async database(): Promise<Check> {
    try {
      await this.dataSource.query('SELECT 1');
      return { ready: true, why: 'answers' };
    } catch {
      return { ready: false, why: 'does not answer' };
    }
  }
}
