import { Injectable } from '@nestjs/common';
import type { ProposalDecided } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// May come before the plan, from another topic: the row then waits for it.
const DECIDE = `
  INSERT INTO plan_fact (plan_id, outcome, decided_hash)
  SELECT DISTINCT ON (plan_id) plan_id, outcome, decided_hash
  FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY AS decided (plan_id, outcome, decided_hash, nth)
  ORDER BY plan_id, nth DESC
  ON CONFLICT (plan_id) DO UPDATE
  SET outcome = excluded.outcome, decided_hash = excluded.decided_hash, updated_at = clock_timestamp()`;

@Injectable()
export class DecidePlanOnProposalDecided implements Reaction<ProposalDecided> {
  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    const plans = events.filter(({ data }) => data.subjectType === 'plan');
    await tx.query(DECIDE, [
      plans.map(({ data }) => data.subjectId),
      // Withdrawn or returned, the author has the plan again.
      plans.map(({ data }) => (data.outcome === 'withdrawn' ? 'returned' : data.outcome)),
      plans.map(({ data }) => data.contentHash),
    ]);
  }
}
