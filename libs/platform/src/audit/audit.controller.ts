import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../auth/allow.js';
import { AtCursor, Cursor } from '../http/cursor.js';
import { PageQuery } from '../http/page-query.js';
import { ReadTrail } from './read-trail.js';

const LARGEST = 2 ** 31 - 1;

class TrailQuery extends PageQuery(100, 1_000) {}

/** The trail of this service: every command, export and refused access, sealed. */
@ApiTags('audit')
@ApiBearerAuth()
@Allow('auditor')
@Controller('v1/audit-trail')
export class AuditController {
  constructor(private readonly trail: ReadTrail) {}

  @Get()
  @ApiOperation({ summary: 'Records in their order' })
  list(@Query() { limit }: TrailQuery, @AtCursor() cursor: Cursor) {
    return this.trail.list(limit, cursor);
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
