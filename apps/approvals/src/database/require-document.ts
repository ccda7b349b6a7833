import { NotFoundError } from '#kernel';
import type { Tx } from '#messaging';

/** A foreign key holds this as well; the refusal here has words. */
export async function requireDocument(tx: Tx, proposalId: string, id: string): Promise<void> {
  const found = await tx.query('SELECT id FROM document WHERE proposal_id = $1 AND id = $2', [proposalId, id]);
  if (found.length === 0) throw new NotFoundError('APPROVALS.DOCUMENT_UNKNOWN', { id });
}
