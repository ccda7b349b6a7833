import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Allow } from '../auth/allow.js';
import { ReadTrail } from './read-trail.js';

const LARGEST = 2 ** 31 - 1;

class TrailQuery {
  @ApiPropertyOptional({ description: 'Position of the last record of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LARGEST)
  after?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 1_000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit?: number;
}

/** The trail of this service: every command, export and refused access, sealed. */
@ApiTags('audit')
@ApiBearerAuth()
@Allow('auditor')
@Controller('v1/audit-trail')
export class AuditController {
  constructor(private readonly trail: ReadTrail) {}

  @Get()
  @ApiOperation({ summary: 'Records in their order; `next` is the `after` of the following page' })
  list(@Query() { after = 0, limit = 100 }: TrailQuery) {
    return this.trail.list(after, limit);
  }

  @Get('verification')
  @ApiOperation({ summary: 'Recomputes every seal from the records' })
  verify() {
    return this.trail.verify();
  }

  @Get(':position/proof')
  @ApiOperation({ summary: 'One record with its seal, and the hashes that lead from the one to the other' })
  prove(@Param('position', ParseIntPipe) position: number) {
    return this.trail.prove(Math.min(Math.max(position, 0), LARGEST));
  }
}
