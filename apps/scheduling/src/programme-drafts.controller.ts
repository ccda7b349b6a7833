import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, Caller, etag, IdempotencyKey, IfMatch, type Account, type RequestKey } from '#platform';
import { RequestProgrammePreviewHandler } from './use-cases/request-programme-preview.js';
import { SaveProgrammeDraftHandler } from './use-cases/save-programme-draft.js';
import { ShowProgrammeDraftHandler } from './use-cases/show-programme-draft.js';
import { SubmitProgrammeDraftHandler } from './use-cases/submit-programme-draft.js';

@ApiTags('programmes')
@Controller('v1/programme-drafts')
export class ProgrammeDraftsController {
  constructor(
    private readonly saveDraft: SaveProgrammeDraftHandler,
    private readonly requestPreview: RequestProgrammePreviewHandler,
    private readonly submitDraft: SubmitProgrammeDraftHandler,
    private readonly drafts: ShowProgrammeDraftHandler,
  ) {}

  /** Keeps a programme file as a draft; the same code and version again replaces it, and what was submitted of it is stale. */
  @Allow('scheduler')
  @ApiConsumes('application/json', 'text/plain')
  @ApiBody({ schema: { type: 'object' } })
  @ApiCreatedResponse()
  @ApiOkResponse()
  @Post()
  async save(@Body() file: unknown, @Caller() { subject }: Account, @Res({ passthrough: true }) response: Response) {
    const text = Buffer.isBuffer(file) ? file.toString('utf8') : (JSON.stringify(file) ?? '');
    const { isNew, ...draft } = await this.saveDraft.execute(text, subject);
    response.status(isNew ? 201 : 200).setHeader('ETag', etag(draft.revision));
    return draft;
  }

  @Allow('scheduler', 'reviewer', 'chairman', 'auditor')
  @Get()
  list() {
    return this.drafts.list();
  }

  /** The draft, its contradictions with numbers, what changes against the rules in force, and whom it would affect. */
  @Allow('scheduler', 'reviewer', 'chairman', 'auditor')
  @Get(':id')
  async one(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response) {
    const draft = await this.drafts.one(id);
    response.setHeader('ETag', etag(draft.revision));
    return draft;
  }

  /** Asks whom the draft would name; the answer stands in the draft as `effect`. */
  @Allow('scheduler')
  @HttpCode(202)
  @Post(':id/preview')
  preview(@Param('id', ParseUUIDPipe) id: string, @IdempotencyKey() key: RequestKey) {
    return this.requestPreview.execute(id, key);
  }

  /** Asks the approval chain to put it in force. If-Match carries the ETag of the draft that was read. */
  @Allow('scheduler')
  @HttpCode(200)
  @Post(':id/submission')
  async submit(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() revision: number,
    @IdempotencyKey() key: RequestKey,
    @Caller() { subject }: Account,
    @Res({ passthrough: true }) response: Response,
  ) {
    const draft = await this.submitDraft.execute({ id, revision, submittedBy: subject }, key);
    response.setHeader('ETag', etag(draft.revision));
    return draft;
  }
}
