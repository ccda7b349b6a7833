import { make, ProposalDecided, type ProposalOutcome } from '#contracts';
import { outgoing, type Tx } from '#messaging';
import { standingDecisions } from './lock-proposal.js';

const ANNOUNCED = `
  UPDATE proposal SET announced = true, version = version + 1 WHERE id = $1 AND NOT announced
  RETURNING subject_type AS "subjectType", subject_id AS "subjectId", content_hash AS "contentHash", status, version`;

type Announced = Pick<ProposalDecided, 'subjectType' | 'subjectId' | 'contentHash'> & {
  status: ProposalOutcome;
  version: number;
};

/** Tells everybody how a proposal ended; from here nothing can be undone. */
export async function announceEnd(tx: Tx, id: string): Promise<number | undefined> {
  const [ended] = await tx.query<Announced>(ANNOUNCED, [id]);
  if (!ended) return undefined;
  const { subjectType, subjectId, contentHash, status: outcome, version } = ended;
  const steps = (await standingDecisions(tx, [id])).map(({ role, decidedBy, decidedAt }) => ({
    role,
    decidedBy,
    decidedAt: decidedAt.toISOString(),
  }));
  const event = make(ProposalDecided, { proposalId: id, subjectType, subjectId, contentHash, outcome, steps });
  tx.publish(outgoing(event, { key: id, revision: version }));
  return version;
}
