import { Injectable } from '@nestjs/common';
import { contentHashOf, make, StaffProposalRequested } from '#contracts';
import { Clock, ConflictError, NotFoundError } from '#kernel';
import { outgoing } from '#messaging';
import { Idempotency, type Account, type RequestKey } from '#platform';
import { findBatch } from '../database/batch-view.js';
import { LATEST_PREVIEW } from '../database/latest-preview.js';
import type { PreviewView } from '../rules/preview-view.js';
import { releaseContent } from '../rules/release-content.js';

const FILE = `SELECT file_sha256 AS hash FROM reassignment_batch WHERE id = $1`;

const ASK = `
  INSERT INTO batch_release_request (batch_id, content_hash, asked_by, asked_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (batch_id) DO UPDATE SET content_hash = excluded.content_hash, asked_by = excluded.asked_by,
    asked_at = excluded.asked_at, attempt = batch_release_request.attempt + 1, outcome = NULL, decided_at = NULL
  WHERE batch_release_request.outcome IN ('returned', 'withdrawn', 'outdated')
  RETURNING attempt`;

/** Asks the approval chain to release a batch; it decides on what the preview says the batch brings about. */
@Injectable()
export class AskReleaseHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(id: string, by: Account, key: RequestKey) {
    return this.idempotency.run(key, { id }, async tx => {
      const batch = await findBatch(tx, id, true);
      if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id });
      const { status, uploadedBy } = batch;
      if (status !== 'validated') throw new ConflictError('STAFF.BATCH_NOT_CHECKED', { id, status });
      if (batch.dryRun) throw new ConflictError('STAFF.BATCH_DRY_RUN', { id });
      const [preview] = await tx.query<PreviewView>(LATEST_PREVIEW, [id]);
      if (preview?.status !== 'ready') throw new ConflictError('STAFF.PREVIEW_NEEDED', { id });
      const [file] = await tx.query<{ hash: string }>(FILE, [id]);
      const content = releaseContent(file?.hash ?? '', preview);
      const contentHash = contentHashOf(content);
      const at = this.clock.now().toISOString();
      const [asked] = await tx.query<{ attempt: number }>(ASK, [id, contentHash, by.subject, at]);
      if (!asked) throw new ConflictError('STAFF.RELEASE_ASKED', { id });
      const event = make(StaffProposalRequested, {
        kind: 'batch-release',
        sourceId: id,
        sourceVersion: asked.attempt,
        unitIds: [],
        submittedBy: by.subject,
        editedBy: [uploadedBy],
        contentHash,
        content,
      });
      tx.publish(outgoing(event, { key: id, revision: asked.attempt }));
      return { id, status: 'asked', attempt: asked.attempt, contentHash };
    });
  }
}
