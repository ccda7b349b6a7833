import { Controller, Get, HttpStatus, Param, ParseUUIDPipe, Post, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, Caller, Reach, type Account } from '#platform';
import { MEDIA_TYPES } from './rules/media-type.js';
import { AttachDocumentHandler } from './use-cases/attach-document.js';
import { ReadDocumentHandler } from './use-cases/read-document.js';

/** Uploads whose body is read as it comes, until it is too long. */
export const STREAMED = /^\/v1\/proposals\/[^/]+\/documents(\?|$)/;

@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/proposals/:id/documents')
export class DocumentsController {
  constructor(
    private readonly attachDocument: AttachDocumentHandler,
    private readonly readDocument: ReadDocumentHandler,
  ) {}

  @Post()
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman')
  @Reach('units')
  @ApiOperation({ summary: 'Attach a paper of at most 10 MiB to an open proposal; 200 when it is there already' })
  @ApiConsumes(...MEDIA_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse()
  @ApiOkResponse()
  async attach(
    @Param('id', ParseUUIDPipe) proposalId: string,
    @Caller() by: Account,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const mediaType = request.is([...MEDIA_TYPES]) || '';
    const { attached, document } = await this.attachDocument.execute({ proposalId, content: request, mediaType, by });
    response.status(attached ? HttpStatus.CREATED : HttpStatus.OK);
    response.setHeader('Location', `/v1/proposals/${proposalId}/documents/${document.id}`);
    return document;
  }

  @Get(':documentId')
  @Allow('hr-officer', 'reviewer', 'chairman', 'scheduler', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'The paper, as it was attached' })
  @ApiProduces(...MEDIA_TYPES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async read(
    @Param('id', ParseUUIDPipe) proposalId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { mediaType, content } = await this.readDocument.execute(proposalId, documentId);
    // Never shown inside a page of ours, whatever it holds.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    return new StreamableFile(content, {
      type: mediaType,
      length: content.length,
      disposition: `attachment; filename="${documentId}.${mediaType.split('/')[1]}"`,
    });
  }
}
