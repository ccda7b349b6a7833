import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Clock, ConflictError, ForbiddenError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type Account, type RequestKey } from '#platform';
import { appendAudit } from '../database/append-audit.js';
import { lockProposals } from '../database/lock-proposal.js';
import { noteTasks } from '../database/note-tasks.js';
import { dueOn } from '../rules/chain.js';

export class UndoDecision {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason!: string;
}

export interface UndoDecisionRequest {
  id: string;
  version: number;
  body: UndoDecision;
  by: Account;
  key: RequestKey;
}

const UNDO = `INSERT INTO decision_undo VALUES ($1, $2, $3, $4, $5, $6)`;
const FORGET = `DELETE FROM proposal_person WHERE proposal_id = $1 AND part = 'decider' AND person = ANY ($2::text[])`;
const REOPEN = `
  UPDATE proposal SET status = 'open', effective_at = NULL, round = round + 1, due_on = $2, version = version + 1
  WHERE id = $1`;

/** Takes back the decision that ended a proposal, as long as nobody was told and nothing followed from it. */
@Injectable()
export class UndoDecisionHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute({ key, ...wanted }: UndoDecisionRequest) {
    return this.idempotency.run(key, wanted, tx => this.undo(wanted, tx));
  }

  private async undo({ id, version, body, by }: Omit<UndoDecisionRequest, 'key'>, tx: Tx) {
    const proposal = (await lockProposals(tx, [id])).get(id);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id });
    requireVersion(version, proposal.version);
    const now = this.clock.now();
    const { announced, effectiveAt, standing, round, chain, currentStep, contentHash } = proposal;
    if (announced || !effectiveAt || effectiveAt <= now) throw new ConflictError('APPROVALS.UNDO_TOO_LATE');
    const last = standing.at(-1);
    if (last?.decidedBy !== by.subject) throw new ForbiddenError('APPROVALS.NOT_YOUR_DECISION');
    const at = now.toISOString();
    await tx.query(UNDO, [id, last.step, last.decidedBy, round, body.reason, at]);
    await tx.query(FORGET, [id, [last.decidedBy, ...(last.onBehalfOf ? [last.onBehalfOf] : [])]]);
    await tx.query(REOPEN, [id, dueOn(this.clock.today(), chain[currentStep]!)]);
    const note = { proposalId: id, step: currentStep, role: null, subject: by.subject, result: 'open', at };
    await noteTasks(tx, [{ ...note, kind: 'undone' }]);
    await appendAudit(tx, [
      { at, subject: by.subject, action: 'undo', objectType: 'proposal', objectId: id, contentHash, result: 'open' },
    ]);
    return { id, status: 'open' as const, currentStep, version: proposal.version + 1 };
  }
}
