import { Injectable } from '@nestjs/common';
import type { ApprovalsAuditSealed } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

const KEEP = `
  INSERT INTO audit_head (service, number, hash) VALUES ('approvals', $1, $2)
  ON CONFLICT (service) DO UPDATE SET number = excluded.number, hash = excluded.hash
  WHERE audit_head.number < excluded.number`;

/**
 * Keeps the newest seal of the audit trail of `approvals`, for reports to print. That trail holds the seals of all other
 * services (ADR 16), so one hash on a paper in an archive pins down everything that came before it.
 */
@Injectable()
export class KeepHeadOnAuditSealed implements Reaction<ApprovalsAuditSealed> {
  async handle(events: Received<ApprovalsAuditSealed>[], tx: Tx): Promise<void> {
    for (const { data } of events) await tx.query(KEEP, [data.number, data.hash]);
  }
}
