import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, Caller, IdempotencyKey, IfMatch, Reach, type Account, type RequestKey, withVersion } from '#platform';
import { PreviewLoop } from './preview-loop.js';
import { ReleaseLoop } from './release-loop.js';
import { AskReleaseHandler } from './use-cases/ask-release.js';
import { CancelBatchHandler } from './use-cases/cancel-batch.js';
import { ReleaseBatchHandler } from './use-cases/release-batch.js';
import { RequestPreviewHandler } from './use-cases/request-preview.js';
import { ReverseBatch, ReverseBatchHandler } from './use-cases/reverse-batch.js';
import { ShowPreviewHandler } from './use-cases/show-preview.js';

/** What is decided about a batch that was checked. */
@ApiTags('reassignment batches')
@ApiBearerAuth()
@Controller('v1/reassignment-batches')
export class BatchReleaseController {
  constructor(
    private readonly requestPreview: RequestPreviewHandler,
    private readonly showPreview: ShowPreviewHandler,
    private readonly previewLoop: PreviewLoop,
    private readonly askRelease: AskReleaseHandler,
    private readonly releaseBatch: ReleaseBatchHandler,
    private readonly releaseLoop: ReleaseLoop,
    private readonly cancelBatch: CancelBatchHandler,
    private readonly reverseBatch: ReverseBatchHandler,
  ) {}

  @Post(':id/preview')
  @HttpCode(202)
  @Allow('hr-officer', 'scheduler', 'operator')
  @Reach('units')
  @ApiOperation({
    summary: 'Ask what the batch would bring about if it were released now; the answer comes at Location',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async askPreview(
    @Param('id', ParseUUIDPipe) id: string,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    const preview = await this.requestPreview.execute(id, key);
    this.previewLoop.wake();
    response.setHeader('Location', `/v1/reassignment-batches/${id}/preview`);
    return preview;
  }

  @Get(':id/preview')
  @Allow('hr-officer', 'scheduler', 'operator', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'The latest preview: people, duties, seats, and desks left under the norm' })
  preview(@Param('id', ParseUUIDPipe) id: string) {
    return this.showPreview.execute(id);
  }

  @Post(':id/release')
  @HttpCode(202)
  @Allow('scheduler', 'operator')
  @ApiOperation({ summary: 'Let a batch take effect; its rows are applied in the background' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async release(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() caller: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    const batch = await this.releaseBatch.execute({ id, version, subject: caller.subject }, key);
    this.releaseLoop.wake();
    response.setHeader('Location', `/v1/reassignment-batches/${id}`);
    return withVersion(response, batch);
  }

  @Post(':id/release-request')
  @HttpCode(202)
  @Allow('scheduler', 'operator')
  @ApiOperation({ summary: 'Ask the approval chain to release it, on what its preview shows' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  ask(@Param('id', ParseUUIDPipe) id: string, @Caller() by: Account, @IdempotencyKey() key: RequestKey) {
    return this.askRelease.execute(id, by, key);
  }

  @Post(':id/reversal')
  @HttpCode(201)
  @Allow('scheduler', 'operator')
  @ApiOperation({ summary: 'Make the batch that undoes a released one; it is previewed and released like any other' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async reverse(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReverseBatch,
    @IdempotencyKey() key: RequestKey,
    @Res({ passthrough: true }) response: Response,
  ) {
    const reverse = await this.reverseBatch.execute(id, body, key);
    response.setHeader('Location', `/v1/reassignment-batches/${reverse.id}`);
    return withVersion(response, reverse);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Give up a batch that is not released' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() caller: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    return withVersion(response, await this.cancelBatch.execute({ id, version, subject: caller.subject }, key));
  }
}
