import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import type { MediaType } from '../rules/media-type.js';

const READ = `SELECT media_type AS "mediaType", content FROM document WHERE proposal_id = $1 AND id = $2`;

/** The file of a document, byte for byte as it was attached. */
@Injectable()
export class ReadDocumentHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(proposalId: string, id: string): Promise<{ mediaType: MediaType; content: Buffer }> {
    const [document] = await this.dataSource.query<{ mediaType: MediaType; content: Buffer }[]>(READ, [proposalId, id]);
    if (!document) throw new NotFoundError('APPROVALS.DOCUMENT_UNKNOWN', { id });
    return document;
  }
}
