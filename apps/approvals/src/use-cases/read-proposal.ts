import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { DecisionRow } from '../database/decision.row.js';
import { ProposalRow } from '../database/proposal.row.js';
import { effectAndPrice } from '../rules/proposal-content.js';

/** One proposal as its deciders read it: effect and price of the content, and who decided what so far. */
@Injectable()
export class ReadProposalHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string) {
    const [proposal, decisions] = await Promise.all([
      this.dataSource.manager.findOneBy(ProposalRow, { id }),
      this.dataSource.manager.find(DecisionRow, { where: { proposalId: id }, order: { step: 'ASC' } }),
    ]);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id });
    return toProposalView(proposal, decisions);
  }
}

function toProposalView(proposal: ProposalRow, decisions: DecisionRow[]) {
  const { id, subjectType, subjectId, contentHash, submittedBy, submittedAt, status, chain, currentStep } = proposal;
  return {
    id,
    number: Number(proposal.number),
    subjectType,
    subjectId,
    contentHash,
    submittedBy,
    submittedAt,
    status,
    version: proposal.version,
    chain: chain.map(({ role }) => role),
    currentStep,
    waitsFor: status === 'open' ? (chain[currentStep]?.role ?? null) : null,
    content: effectAndPrice(proposal.content),
    steps: decisions.map(({ proposalId: _proposalId, contentHash: _contentHash, ...step }) => step),
  };
}
