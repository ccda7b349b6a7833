import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/allow.js';
import { Metrics } from './metrics.js';

@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** For Prometheus inside the cluster; the gateway does not forward it, and it tells nothing of a person. */
  @Public()
  @Get()
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async show(@Res() response: Response): Promise<void> {
    const { type, text } = await this.metrics.text();
    response.setHeader('Content-Type', type);
    response.send(text);
  }
}
