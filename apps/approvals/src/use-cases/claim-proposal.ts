import { Injectable } from '@nestjs/common';
import { Clock, ConflictError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type Account, type RequestKey } from '#platform';
import { appendAudit } from '../database/append-audit.js';
import { deciderFrom } from '../database/deputies.js';
import { lockProposals } from '../database/lock-proposal.js';
import { noteTasks } from '../database/note-tasks.js';
import { deciderOf } from '../rules/decide-step.js';

export interface ClaimProposal {
  id: string;
  version: number;
  by: Account;
  key: RequestKey;
  /** False gives the claim back. */
  claim: boolean;
}

/** Takes a task on one's own desk, so that nobody else works on it until its deadline; or gives it back. */
@Injectable()
export class ClaimProposalHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute({ key, ...wanted }: ClaimProposal) {
    return this.idempotency.run(key, wanted, tx => this.claim(wanted, tx));
  }

  private async claim({ id, version, by, claim }: Omit<ClaimProposal, 'key'>, tx: Tx) {
    const proposal = (await lockProposals(tx, [id])).get(id);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id });
    requireVersion(version, proposal.version);
    const decider = await deciderFrom(tx, by, this.clock.today());
    if (!claim && proposal.claimedBy !== by.subject) throw new ConflictError('APPROVALS.NOT_CLAIMED_BY_YOU');
    const { role } = deciderOf(proposal, decider);
    await tx.query('UPDATE proposal SET claimed_by = $2, version = version + 1 WHERE id = $1', [
      id,
      claim ? by.subject : null,
    ]);
    const at = this.clock.now().toISOString();
    const kind = claim ? 'claimed' : 'released';
    await noteTasks(tx, [
      { proposalId: id, kind, step: proposal.currentStep, role, subject: by.subject, result: 'open', at },
    ]);
    await appendAudit(tx, [
      {
        at,
        subject: by.subject,
        action: claim ? 'claim' : 'release',
        objectType: 'proposal',
        objectId: id,
        contentHash: proposal.contentHash,
        result: 'open',
      },
    ]);
    return { id, claimedBy: claim ? by.subject : null, version: proposal.version + 1 };
  }
}
