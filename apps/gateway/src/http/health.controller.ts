import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Public } from '#platform';
import { Issuer } from '../sign-in/issuer.js';

@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly issuer: Issuer,
  ) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Sessions can be read and people can sign in. A service that is away is that service's matter. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: string; checks: object }> {
    const answers = (work: Promise<unknown>): Promise<boolean> =>
      work.then(
        () => true,
        () => false,
      );
    const checks = {
      database: await answers(this.dataSource.query('SELECT 1')),
      issuer: await answers(this.issuer.configuration()),
    };
    const ready = Object.values(checks).every(Boolean);
    if (!ready) response.status(503);
    return { status: ready ? 'ready' : 'not ready', checks };
  }
}
