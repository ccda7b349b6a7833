import type { Tx } from '#messaging';
import { recordFacts } from '#platform';

/** What happened to a proposal, a chain, a delegation or a document; who called the route is recorded beside it. */
export interface ApprovalsFact {
  /** ISO instant. */
  at: string;
  subject: string;
  action: string;
  objectType: string;
  objectId: string;
  contentHash: string;
  result: string;
}

/** Adds to the audit trail, in the transaction of what is reported. */
export async function appendAudit(tx: Tx, facts: ApprovalsFact[]): Promise<void> {
  const recorded = facts.map(({ objectType, objectId, ...fact }) => ({
    ...fact,
    address: '',
    object: `${objectType} ${objectId}`,
  }));
  await recordFacts(tx, recorded);
}
