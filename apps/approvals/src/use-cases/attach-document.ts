import { Injectable } from '@nestjs/common';
import { Clock, ConflictError, InvalidInputError, NotFoundError, uuidFrom } from '#kernel';
import { Transaction } from '#messaging';
import type { Account } from '#platform';
import { createHash } from 'node:crypto';
import { appendAudit } from '../database/append-audit.js';
import { MEDIA_TYPES, mediaTypeOf } from '../rules/media-type.js';

const LARGEST_BYTES = 10 * 1024 * 1024;

export interface AttachDocument {
  proposalId: string;
  content: AsyncIterable<Uint8Array>;
  /** What the sender says of it: it must be what the content is. */
  mediaType: string;
  by: Account;
}

const ATTACH = `
  INSERT INTO document (id, proposal_id, media_type, content, sha256, attached_by, attached_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`;

/** Keeps a signed paper with its proposal. Its id follows from its content, so the same file again is the same document. */
@Injectable()
export class AttachDocumentHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async execute({ proposalId, content, mediaType, by }: AttachDocument) {
    const file = await readFile(content);
    const found = mediaTypeOf(file);
    if (!found || found !== mediaType)
      throw new InvalidInputError('APPROVALS.DOCUMENT_TYPE', { expected: MEDIA_TYPES.join(', '), found: found ?? '?' });
    const sha256 = createHash('sha256').update(file).digest('hex');
    const id = uuidFrom('document', proposalId, sha256);
    const document = { id, proposalId, mediaType: found, bytes: file.length, sha256 };
    const attached = await this.transaction.run(async tx => {
      const [proposal] = await tx.query<{ status: string }>('SELECT status FROM proposal WHERE id = $1', [proposalId]);
      if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id: proposalId });
      if (proposal.status !== 'open') throw new ConflictError('APPROVALS.ALREADY_DECIDED', { status: proposal.status });
      const at = this.clock.now().toISOString();
      const placed = await tx.query(ATTACH, [id, proposalId, found, file, sha256, by.subject, at]);
      if (placed.length === 0) return false;
      const fact = { objectType: 'document', objectId: id, contentHash: sha256, result: proposalId };
      await appendAudit(tx, [{ at, subject: by.subject, action: 'attach', ...fact }]);
      return true;
    });
    return { attached, document };
  }
}

/** Stops reading as soon as it is too long. */
async function readFile(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes > LARGEST_BYTES) throw new InvalidInputError('APPROVALS.DOCUMENT_TOO_LARGE', { most: LARGEST_BYTES });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
