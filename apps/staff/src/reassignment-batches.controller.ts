import { Controller, Get, Logger, Param, ParseUUIDPipe, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { Allow, Caller, Reach, type Account, withVersion } from '#platform';
import { CSV, FILE_TYPES, type UploadedFile } from '#sheets';
import { secondsToWait } from './rules/prefer.js';
import { File } from './uploaded-file.js';
import { CheckBatchHandler } from './use-cases/check-batch.js';
import { ListBatchFaultsHandler } from './use-cases/list-batch-faults.js';
import { ListBatchesHandler } from './use-cases/list-batches.js';
import { ShowBatchHandler } from './use-cases/show-batch.js';
import { UploadBatch, UploadBatchHandler } from './use-cases/upload-batch.js';

/** So long an upload waits for its check, unless the caller prefers otherwise; a longer check goes on by itself. */
const USUAL_WAIT_SECONDS = 60;

@ApiTags('reassignment batches')
@ApiBearerAuth()
@Controller('v1/reassignment-batches')
export class ReassignmentBatchesController {
  private readonly logger = new Logger('BatchCheck');

  constructor(
    private readonly uploadBatch: UploadBatchHandler,
    private readonly checkBatch: CheckBatchHandler,
    private readonly listBatchFaults: ListBatchFaultsHandler,
    private readonly listBatches: ListBatchesHandler,
    private readonly showBatch: ShowBatchHandler,
  ) {}

  @Post()
  @Allow('hr-officer', 'scheduler', 'operator')
  @Reach('units')
  @ApiOperation({
    summary: 'Take in and check a file of reassignments. 201: right; 422: wrong; 202: the check goes on (Location)',
  })
  @ApiConsumes(...Object.keys(FILE_TYPES))
  @ApiBody({ schema: { type: 'string' } })
  @ApiHeader({ name: 'Prefer', description: 'respond-async, or wait=SECONDS (at most 60, as usual)' })
  @ApiCreatedResponse()
  @ApiAcceptedResponse()
  @ApiOkResponse({ description: 'The same file came with the same parameters before' })
  async upload(
    @Query() query: UploadBatch,
    @File() file: UploadedFile,
    @Caller() caller: Account,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const uploaded = await this.uploadBatch.execute(query, file, caller);
    const { id } = uploaded.batch;
    response.setHeader('Location', `/v1/reassignment-batches/${id}`);
    const seconds = secondsToWait(request.get('prefer'), USUAL_WAIT_SECONDS);
    if (uploaded.batch.status === 'checking') await this.check(id, seconds);
    const batch = await this.showBatch.execute(id);
    if (batch.status === 'refused' && seconds > 0) throw await this.listBatchFaults.refusal(batch);
    response.status(batch.status === 'checking' ? 202 : uploaded.created ? 201 : 200);
    return withVersion(response, batch);
  }

  /** The check starts here at once and does not end with the request. */
  private async check(id: string, seconds: number): Promise<void> {
    const check = this.checkBatch.execute(id).catch((error: unknown) => {
      this.logger.warn(`The check of ${id} broke off and will begin anew: ${String(error)}`);
    });
    if (seconds === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => {
      timer = setTimeout(resolve, seconds * 1_000);
    });
    await Promise.race([check, enough]);
    clearTimeout(timer);
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
  @ApiOperation({ summary: 'One batch: how far its check or its application is; the ETag is its version' })
  async show(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    return withVersion(response, await this.showBatch.execute(id));
  }

  @Get(':id/errors')
  @Allow('hr-officer', 'scheduler', 'operator', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'Everything that is wrong with the file, as CSV: row, field, code and sentence' })
  @ApiProduces(CSV)
  async errors(@Param('id', ParseUUIDPipe) id: string) {
    const lines = this.listBatchFaults.file(id);
    // The first part is asked for before the answer begins, so that an unknown batch is a 404.
    const first = await lines.next();
    return new StreamableFile(Readable.from(followedBy(first.done ? '' : first.value, lines)), {
      type: `${CSV}; charset=utf-8`,
      disposition: `attachment; filename="errors-${id}.csv"`,
    });
  }
}

async function* followedBy(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
