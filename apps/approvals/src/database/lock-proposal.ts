import type { ProposalKind } from '#contracts';
import type { Tx } from '#messaging';
import { completeStep, type ChainStep } from '../rules/chain.js';
import type { DecidableProposal } from '../rules/decide-step.js';

export interface LockedProposal extends DecidableProposal {
  id: string;
  subjectType: ProposalKind;
  subjectId: string;
  version: number;
  round: number;
  undoMinutes: number;
  effectiveAt: Date | null;
  announced: boolean;
}

const LOCK = `
  SELECT id, subject_type AS "subjectType", subject_id AS "subjectId", status, content_hash AS "contentHash",
    unit_ids AS "unitIds", parts, chain, current_step AS "currentStep", escalated, claimed_by AS "claimedBy", version, round,
    undo_minutes AS "undoMinutes", effective_at AS "effectiveAt", announced
  FROM proposal WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`;

const AUTHORS = `
  SELECT proposal_id AS id, array_agg(person) AS people FROM proposal_person
  WHERE proposal_id = ANY ($1::uuid[]) AND part = 'author' GROUP BY proposal_id`;

const STANDING = `
  SELECT proposal_id AS id, step, role, decided_by AS "decidedBy", on_behalf_of AS "onBehalfOf", decided_at AS "decidedAt",
    unit_ids AS "unitIds"
  FROM decision
  WHERE proposal_id = ANY ($1::uuid[]) AND NOT EXISTS (
    SELECT FROM decision_undo u WHERE (u.proposal_id, u.step, u.decided_by, u.round)
      = (decision.proposal_id, decision.step, decision.decided_by, decision.round))
  ORDER BY step, decided_at`;

export interface StandingRow {
  id: string;
  step: number;
  role: string;
  decidedBy: string;
  onBehalfOf: string | null;
  unitIds: string[] | null;
  decidedAt: Date;
}

/** The decisions of a proposal that were not undone, in their order. */
export const standingDecisions = (tx: Tx, ids: string[]): Promise<StandingRow[]> =>
  tx.query<StandingRow>(STANDING, [ids]);

/** Proposals with everything that a decision depends on, locked until the end of the transaction. */
export async function lockProposals(tx: Tx, ids: string[]): Promise<Map<string, LockedProposal>> {
  type Row = Omit<LockedProposal, 'chain' | 'authors' | 'standing'> & { chain: Partial<ChainStep>[] };
  const rows = await tx.query<Row>(LOCK, [ids]);
  const authors = new Map(
    (await tx.query<{ id: string; people: string[] }>(AUTHORS, [ids])).map(({ id, people }) => [id, people]),
  );
  const standing = Map.groupBy(await standingDecisions(tx, ids), ({ id }) => id);
  return new Map(
    rows.map(({ chain, ...row }) => [
      row.id,
      {
        ...row,
        chain: chain.map(step => completeStep({ role: '', ...step })),
        authors: authors.get(row.id) ?? [],
        standing: standing.get(row.id) ?? [],
      },
    ]),
  );
}
