import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { DecisionRow } from '../database/decision.row.js';
import { ProposalRow } from '../database/proposal.row.js';
import { completeStep } from '../rules/chain.js';
import { differenceOf } from '../rules/proposal-content.js';
import { unitsMissing } from '../rules/unit-parts.js';

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

const VERSION = 'SELECT version FROM proposal WHERE id = $1';

// Whose word was taken back has not spoken.
const SPOKEN = `
  SELECT unit_ids AS "unitIds" FROM decision d
  WHERE proposal_id = $1 AND step = $2 AND NOT EXISTS (
    SELECT FROM decision_undo u
    WHERE (u.proposal_id, u.step, u.decided_by, u.round) = (d.proposal_id, d.step, d.decided_by, d.round))`;
type Spoken = Pick<DecisionRow, 'unitIds'>;

/** One proposal as its deciders read it: content, what it changes against the version before, and its history. */
@Injectable()
export class ReadProposalHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string) {
    for (;;) {
      const read = await this.read(id);
      const [now] = await this.dataSource.query<{ version: number }[]>(VERSION, [id]);
      // Several statements: what was decided in between would stand beside the state before it.
      if (now?.version === read.version) return read;
    }
  }

  private async read(id: string) {
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
    const spoken = await manager.query<Spoken[]>(SPOKEN, [id, proposal.currentStep]);
    const unitsToApprove = unitsWaitedFor(proposal, spoken);
    return { ...toProposalView(proposal, previous, decisions, history), unitsToApprove, documents };
  }
}

/** The units whose approval the present step still needs. */
function unitsWaitedFor({ status, chain, currentStep, parts }: ProposalRow, spoken: Spoken[]): string[] {
  const step = status === 'open' ? chain[currentStep] : undefined;
  return step?.unitBound ? unitsMissing(parts, spoken, completeStep(step).minimum) : [];
}

function toProposalView(
  proposal: ProposalRow,
  previous: ProposalRow | null,
  decisions: DecisionRow[],
  history: History[],
) {
  const {
    subjectRevision: _revision,
    reminded: _reminded,
    announced,
    number,
    chain,
    parts: _parts,
    ...shown
  } = proposal;
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
