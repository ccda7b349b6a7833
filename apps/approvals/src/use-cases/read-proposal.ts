import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { DecisionRow } from '../database/decision.row.js';
import { ProposalRow } from '../database/proposal.row.js';
import { differenceOf } from '../rules/proposal-content.js';

interface History {
  kind: string;
  step: number;
  role: string | null;
  subject: string;
  result: string;
  at: Date;
}

interface Document {
  id: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  attachedBy: string;
  attachedAt: Date;
}

const DOCUMENTS = `
  SELECT id, media_type AS "mediaType", octet_length(content) AS bytes, sha256, attached_by AS "attachedBy",
    attached_at AS "attachedAt"
  FROM document WHERE proposal_id = $1 ORDER BY attached_at, id`;
const HISTORY = `
  SELECT kind, step, role, subject, result, at FROM task_event WHERE proposal_id = $1 ORDER BY number`;

/** One proposal as its deciders read it: content, what it changes against the version before, and its history. */
@Injectable()
export class ReadProposalHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string) {
    const { manager } = this.dataSource;
    const [proposal, decisions, history, documents] = await Promise.all([
      manager.findOneBy(ProposalRow, { id }),
      manager.find(DecisionRow, { where: { proposalId: id }, order: { decidedAt: 'ASC' } }),
      manager.query<History[]>(HISTORY, [id]),
      manager.query<Document[]>(DOCUMENTS, [id]),
    ]);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id });
    const { previousId } = proposal;
    const previous = previousId === null ? null : await manager.findOneBy(ProposalRow, { id: previousId });
    return { ...toProposalView(proposal, previous, decisions, history), documents };
  }
}

function toProposalView(
  proposal: ProposalRow,
  previous: ProposalRow | null,
  decisions: DecisionRow[],
  history: History[],
) {
  const { subjectRevision: _revision, reminded: _reminded, announced, number, chain, ...shown } = proposal;
  const { status, currentStep, effectiveAt } = proposal;
  return {
    ...shown,
    number: Number(number),
    chain,
    waitsFor: status === 'open' ? (chain[currentStep]?.role ?? null) : null,
    undoUntil: announced ? null : effectiveAt,
    previous: previous && {
      id: previous.id,
      status: previous.status,
      difference: differenceOf(previous.content, proposal.content),
    },
    steps: decisions.map(({ proposalId: _proposalId, contentHash: _contentHash, ...step }) => step),
    history,
  };
}
