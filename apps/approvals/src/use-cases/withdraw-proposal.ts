import { Injectable } from '@nestjs/common';
import { Clock, ConflictError, ForbiddenError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type Account, type RequestKey } from '#platform';
import { announceEnd } from '../database/announce-end.js';
import { appendAudit } from '../database/append-audit.js';
import { lockProposals } from '../database/lock-proposal.js';
import { noteTasks } from '../database/note-tasks.js';

export interface WithdrawProposal {
  id: string;
  version: number;
  by: Account;
  key: RequestKey;
}

const WITHDRAW = `
  UPDATE proposal SET status = 'withdrawn', claimed_by = NULL, due_on = NULL, version = version + 1 WHERE id = $1`;

/** Takes a proposal back before it was decided; a scheduler may do so with what the system submitted. */
@Injectable()
export class WithdrawProposalHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute({ key, ...wanted }: WithdrawProposal) {
    return this.idempotency.run(key, wanted, tx => this.withdraw(wanted, tx));
  }

  private async withdraw({ id, version, by }: Omit<WithdrawProposal, 'key'>, tx: Tx) {
    const proposal = (await lockProposals(tx, [id])).get(id);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id });
    requireVersion(version, proposal.version);
    const { status, authors, contentHash, currentStep } = proposal;
    if (status !== 'open') throw new ConflictError('APPROVALS.ALREADY_DECIDED', { status });
    const ofSystem = authors.includes('system') && by.roles.includes('scheduler');
    if (!authors.includes(by.subject) && !ofSystem) throw new ForbiddenError('APPROVALS.NOT_THE_AUTHOR');
    await tx.query(WITHDRAW, [id]);
    const at = this.clock.now().toISOString();
    const note = { proposalId: id, step: currentStep, role: null, subject: by.subject, result: 'withdrawn', at };
    await noteTasks(tx, [{ ...note, kind: 'ended' }]);
    const after = await announceEnd(tx, id);
    await appendAudit(tx, [
      {
        at,
        subject: by.subject,
        action: 'withdraw',
        objectType: 'proposal',
        objectId: id,
        contentHash,
        result: 'withdrawn',
      },
    ]);
    return { id, status: 'withdrawn' as const, version: after ?? version + 1 };
  }
}
