import type { Tx } from '#messaging';
import type { Account } from '#platform';
import type { Decider } from '../rules/decide-step.js';

const DEPUTY_FOR = `
  SELECT from_subject AS subject, role FROM delegation
  WHERE to_subject = $1 AND revoked_at IS NULL AND valid @> $2::date ORDER BY created_at`;

/** The caller with everybody whom they stand in for on this day. */
export async function deciderFrom(tx: Tx, { subject, roles, units }: Account, today: string): Promise<Decider> {
  return {
    subject,
    roles,
    units,
    deputyFor: await tx.query<{ subject: string; role: string }>(DEPUTY_FOR, [subject, today]),
  };
}
