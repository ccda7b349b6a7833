import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, AtCursor, Cursor, IdempotencyKey, IfMatch, Reach, type RequestKey, withVersion } from '#platform';
import { AskBulkWaiver, AskBulkWaiverHandler } from './use-cases/ask-bulk-waiver.js';
import { AskBulkWaiverAgain, AskBulkWaiverAgainHandler } from './use-cases/ask-bulk-waiver-again.js';
import { ListBulkWaivers, ListBulkWaiversHandler, ListWaivedDuties } from './use-cases/list-bulk-waivers.js';
import { WaiveDuty, WaiveDutyHandler } from './use-cases/waive-duty.js';

/** Duties set aside until a day: a few by hand, many by the approval chain. */
@ApiTags('waivers')
@ApiBearerAuth()
@Controller('v1')
export class WaiversController {
  constructor(
    private readonly waiveDuty: WaiveDutyHandler,
    private readonly ask: AskBulkWaiverHandler,
    private readonly askAgain: AskBulkWaiverAgainHandler,
    private readonly waivers: ListBulkWaiversHandler,
  ) {}

  @Post('duties/:id/waiver')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Set a duty aside until a day; it is owed again after it, or by the next move' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  waiver(@Param('id', ParseUUIDPipe) id: string, @Body() body: WaiveDuty, @IdempotencyKey() key: RequestKey) {
    return this.waiveDuty.execute(id, body, key);
  }

  @Post('bulk-waivers')
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Ask for approval to set many duties aside until a day' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async askMany(
    @Body() body: AskBulkWaiver,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    const asked = await this.ask.execute(body, key);
    response.setHeader('Location', `/v1/bulk-waivers/${asked.id}`);
    return withVersion(response, asked);
  }

  @Get('bulk-waivers')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Waivers in bulk, the newest first' })
  list(@Query() query: ListBulkWaivers, @AtCursor() cursor: Cursor) {
    return this.waivers.execute(query, cursor);
  }

  @Get('bulk-waivers/:id')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'One of them: reason, last day, and how many duties were waived' })
  async one(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    return withVersion(response, await this.waivers.one(id));
  }

  @Get('bulk-waivers/:id/duties')
  @Allow('hr-officer', 'scheduler', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Its duties; `outcome` says what became of each, or why it was not waived' })
  duties(@Param('id', ParseUUIDPipe) id: string, @Query() query: ListWaivedDuties, @AtCursor() cursor: Cursor) {
    return this.waivers.duties(id, query, cursor);
  }

  @Post('bulk-waivers/:id/submission')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Ask again for what was returned, withdrawn or outdated, on the duties as they are now' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async submit(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AskBulkWaiverAgain,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.askAgain.execute(id, body, version, key));
  }
}
