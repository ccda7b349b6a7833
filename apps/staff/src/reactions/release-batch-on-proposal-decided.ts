import { Injectable } from '@nestjs/common';
import type { ProposalDecided } from '#contracts';
import { ConflictError } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { findBatch } from '../database/batch-view.js';
import { lockRegistry } from '../database/registry-lock.js';
import { checkAhead, release } from '../database/release.js';

const OPEN = `
  SELECT content_hash AS "contentHash" FROM batch_release_request WHERE batch_id = $1 AND outcome IS NULL FOR UPDATE`;
const DECIDE = `UPDATE batch_release_request SET outcome = $2, decided_at = now() WHERE batch_id = $1`;

/** Releases a batch that was approved. What no longer fits the registry is not released, and may be asked for again. */
@Injectable()
export class ReleaseBatchOnProposalDecided implements Reaction<ProposalDecided> {
  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const { data } of events) if (data.subjectType === 'batch-release') await this.decide(data, tx);
  }

  private async decide({ subjectId, contentHash, outcome, steps }: ProposalDecided, tx: Tx): Promise<void> {
    const ahead = outcome === 'approved' ? await checkAhead(tx, subjectId) : undefined;
    if (outcome === 'approved') await lockRegistry(tx, 'alone');
    const batch = await findBatch(tx, subjectId, true);
    const [request] = await tx.query<{ contentHash: string }>(OPEN, [subjectId]);
    // Cancelled meanwhile, asked for anew with another preview, or heard of a second time.
    if (!batch || batch.status !== 'validated' || request?.contentHash !== contentHash) return;
    let reached: string = outcome;
    if (outcome === 'approved') {
      try {
        await release(tx, batch, steps.at(-1)?.decidedBy ?? 'approvals', ahead);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        reached = 'outdated';
      }
    }
    await tx.query(DECIDE, [subjectId, reached]);
  }
}
