import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, Caller, etag, IdempotencyKey, IfMatch, Reach, type Account, type RequestKey } from '#platform';
import { ReleaseLoop } from './release-loop.js';
import { UploadedBytes, type Upload } from './uploaded-bytes.js';
import { ListBatchesHandler } from './use-cases/list-batches.js';
import { ReleaseBatchHandler } from './use-cases/release-batch.js';
import { ShowBatchHandler } from './use-cases/show-batch.js';
import { UploadBatch, UploadBatchHandler } from './use-cases/upload-batch.js';

@ApiTags('reassignment batches')
@ApiBearerAuth()
@Controller('v1/reassignment-batches')
export class ReassignmentBatchesController {
  constructor(
    private readonly uploadBatch: UploadBatchHandler,
    private readonly releaseBatch: ReleaseBatchHandler,
    private readonly listBatches: ListBatchesHandler,
    private readonly showBatch: ShowBatchHandler,
    private readonly loop: ReleaseLoop,
  ) {}

  @Post()
  @Allow('hr-officer', 'scheduler', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Check a file of reassignments and store it; nothing is stored when a row is wrong' })
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiBody({ schema: { type: 'string' } })
  async upload(
    @Query() query: UploadBatch,
    @UploadedBytes(['text/csv', 'application/x-ndjson']) { bytes, format }: Upload,
    @Caller() caller: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { created, batch } = await this.uploadBatch.execute(query, bytes, format, caller.subject);
    response.status(created ? 201 : 200);
    response.setHeader('ETag', etag(batch.version));
    response.setHeader('Location', `/v1/reassignment-batches/${batch.id}`);
    return batch;
  }

  @Get()
  @Allow('hr-officer', 'scheduler', 'operator', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'The latest batches' })
  list() {
    return this.listBatches.execute();
  }

  @Get(':id')
  @Allow('hr-officer', 'scheduler', 'operator', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'One batch and how many of its rows are applied; the ETag is its version' })
  async show(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    const batch = await this.showBatch.execute(id);
    response.setHeader('ETag', etag(batch.version));
    return batch;
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
    this.loop.wake();
    response.setHeader('ETag', etag(batch.version));
    response.setHeader('Location', `/v1/reassignment-batches/${id}`);
    return batch;
  }
}
