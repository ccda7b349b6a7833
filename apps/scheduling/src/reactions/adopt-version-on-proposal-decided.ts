import { Injectable } from '@nestjs/common';
import type { ProposalDecided } from '#contracts';
import { ConflictError } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { adoptVersion } from '../database/adopt-version.js';
import { readPresent } from '../database/draft-context.js';
import { findOverlap } from '../database/find-overlap.js';
import { lockDraft, type ProgrammeDraft } from '../database/programme-draft.js';
import { readProgramme } from '../database/read-programme.js';

// What was previewed against other programmes must be previewed again.
const DECIDE = `
  UPDATE programme_draft SET status = $2, revision = revision + 1,
    effect = CASE WHEN $2 = 'outdated' THEN NULL ELSE effect END
  WHERE id = $1`;

// Others may still read; but what was found to fit still fits when it is written.
const ALONE = 'LOCK TABLE programme IN SHARE ROW EXCLUSIVE MODE';

/**
 * Puts an approved version in force. What no longer fits the programmes of now, or would replace another version than the
 * deciders saw, is not adopted and may be taken to approval again.
 */
@Injectable()
export class AdoptVersionOnProposalDecided implements Reaction<ProposalDecided> {
  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const event of events) if (event.data.subjectType === 'programme-version') await this.decide(event, tx);
  }

  private async decide(event: Received<ProposalDecided>, tx: Tx): Promise<void> {
    const { subjectId, contentHash, outcome } = event.data;
    const draft = await lockDraft(tx, subjectId);
    // Changed since and so not asked for any more, asked for anew, or heard of a second time.
    if (draft?.status !== 'submitted' || draft.contentHash !== contentHash) return;
    // Returned and withdrawn both give it back to its author.
    const reached =
      outcome === 'approved' ? await adopt(draft, event, tx) : outcome === 'withdrawn' ? 'returned' : outcome;
    await tx.query(DECIDE, [subjectId, reached]);
  }
}

async function adopt(draft: ProgrammeDraft, causedBy: Received<ProposalDecided>, tx: Tx) {
  const { id, rules, comparedWithId } = draft;
  await tx.query(ALONE);
  const decidedBy = causedBy.data.steps.at(-1)?.decidedBy ?? 'approvals';
  if (!(await readProgramme(tx, id))) {
    const present = await readPresent(tx, rules.inForce.from);
    if ((present?.id ?? null) !== comparedWithId || (await findOverlap(tx, rules))) return 'outdated';
  }
  try {
    await adoptVersion(tx, id, rules, decidedBy, causedBy);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return 'outdated';
  }
  return 'adopted';
}
