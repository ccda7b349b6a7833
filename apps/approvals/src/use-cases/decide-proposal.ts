import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { make, ProposalDecided, type DecidedStep } from '#contracts';
import { Clock, NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, requireVersion, type Account, type RequestKey } from '#platform';
import { appendAudit } from '../database/append-audit.js';
import { decideStep, type DecidableProposal, type Decision } from '../rules/decide-step.js';

const DECISIONS = ['approve', 'return', 'reject'] as const;

export class DecideProposal {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  decision!: Decision;

  @ApiPropertyOptional({ description: 'Required to return or to reject' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string;

  @ApiProperty({ description: 'Hash of the content that was read: the decision holds for nothing else' })
  @IsString()
  @MaxLength(128)
  contentHash!: string;
}

export interface DecideProposalRequest {
  id: string;
  version: number;
  body: DecideProposal;
  by: Account;
  key: RequestKey;
}

interface LockedProposal extends Omit<DecidableProposal, 'deciders'> {
  version: number;
  subjectType: 'plan';
  subjectId: string;
}

const LOCK = `
  SELECT status, content_hash AS "contentHash", submitted_by AS "submittedBy", chain, current_step AS "currentStep",
    version, subject_type AS "subjectType", subject_id AS "subjectId"
  FROM proposal WHERE id = $1 FOR UPDATE`;

const STEPS = `
  SELECT role, decided_by AS "decidedBy", decided_at AS "decidedAt" FROM decision WHERE proposal_id = $1 ORDER BY step`;

const RECORD = `
  INSERT INTO decision (proposal_id, step, role, decision, reason, decided_by, decided_at, content_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const ADVANCE = `UPDATE proposal SET status = $2, current_step = $3, version = $4 WHERE id = $1`;

/** Decides the current step; the last approval and any return or rejection end the proposal. */
@Injectable()
export class DecideProposalHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(request: DecideProposalRequest) {
    const { key, ...wanted } = request;
    return this.idempotency.run(key, wanted, tx => this.decide(wanted, tx));
  }

  private async decide({ id, version: expected, body, by }: Omit<DecideProposalRequest, 'key'>, tx: Tx) {
    const [proposal] = await tx.query<LockedProposal>(LOCK, [id]);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id });
    // Before the rules: who decides second at the same step learns that it moved on, not that the role is wrong now.
    requireVersion(expected, proposal.version);
    const earlier = await tx.query<{ role: string; decidedBy: string; decidedAt: Date }>(STEPS, [id]);
    const decided = decideStep({ ...proposal, deciders: earlier.map(step => step.decidedBy) }, { ...body, by });

    const { contentHash, subjectType, subjectId } = proposal;
    const at = this.clock.now().toISOString();
    const version = proposal.version + 1;
    await tx.query(RECORD, [
      id,
      proposal.currentStep,
      decided.role,
      body.decision,
      body.reason ?? null,
      by.subject,
      at,
      contentHash,
    ]);
    await tx.query(ADVANCE, [id, decided.status, decided.nextStep, version]);
    const { status } = decided;
    if (status !== 'open') {
      const steps: DecidedStep[] = [
        ...earlier.map(step => ({ ...step, decidedAt: step.decidedAt.toISOString() })),
        { role: decided.role, decidedBy: by.subject, decidedAt: at },
      ];
      tx.publish(
        outgoing(
          make(ProposalDecided, { proposalId: id, subjectType, subjectId, contentHash, outcome: status, steps }),
          { key: id, revision: version },
        ),
      );
    }
    await appendAudit(tx, [
      {
        at,
        subject: by.subject,
        action: body.decision,
        objectType: 'proposal',
        objectId: id,
        contentHash,
        result: status,
      },
    ]);
    return { id, status, currentStep: decided.nextStep, version };
  }
}
