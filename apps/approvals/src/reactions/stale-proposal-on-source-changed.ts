import { Injectable } from '@nestjs/common';
import type { ProposalSourceChanged } from '#contracts';
import { Clock } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { appendAudit } from '../database/append-audit.js';
import { noteTasks } from '../database/note-tasks.js';

// Approved and still to be undone: nothing followed from it yet, and nothing shall.
const STALE = `
  UPDATE proposal p SET status = 'stale', claimed_by = NULL, announced = true, effective_at = NULL, version = p.version + 1
  FROM unnest($1::text[], $2::uuid[], $3::int[]) AS changed (kind, source_id, source_version)
  WHERE (p.status = 'open' OR p.status = 'approved' AND NOT p.announced) AND p.subject_type = changed.kind AND p.subject_id = changed.source_id
    AND p.subject_revision < changed.source_version
  RETURNING p.id, p.content_hash AS "contentHash", p.current_step AS step`;

/** Nobody can decide any more on content whose source has changed, and what was approved of it takes no effect. */
@Injectable()
export class StaleProposalOnSourceChanged implements Reaction<ProposalSourceChanged> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<ProposalSourceChanged>[], tx: Tx): Promise<void> {
    const stale = await tx.query<{ id: string; contentHash: string; step: number }>(STALE, [
      events.map(({ data }) => data.kind),
      events.map(({ data }) => data.sourceId),
      events.map(({ data }) => data.sourceVersion),
    ]);
    const at = this.clock.now().toISOString();
    const end = { kind: 'ended' as const, role: null, subject: 'system', result: 'stale', at };
    await noteTasks(
      tx,
      stale.map(({ id, step }) => ({ ...end, proposalId: id, step })),
    );
    await appendAudit(
      tx,
      stale.map(({ id, contentHash }) => ({
        at,
        subject: 'system',
        action: 'stale',
        objectType: 'proposal',
        objectId: id,
        contentHash,
        result: 'stale',
      })),
    );
  }
}
