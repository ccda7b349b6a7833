import { Injectable } from '@nestjs/common';
import { Clock, ForbiddenError, NotFoundError } from '#kernel';
import { Transaction } from '#messaging';
import type { Account } from '#platform';
import { appendAudit } from '../database/append-audit.js';

const REVOKE = `
  UPDATE delegation SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1
    AND ($2 IN (from_subject, created_by) OR $3)
  RETURNING id`;

/** Ends a delegation at once; revoking it twice changes nothing. */
@Injectable()
export class RevokeDelegationHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async execute(id: string, by: Account): Promise<void> {
    await this.transaction.run(async tx => {
      const [known] = await tx.query('SELECT id FROM delegation WHERE id = $1', [id]);
      if (!known) throw new NotFoundError('APPROVALS.DELEGATION_UNKNOWN', { id });
      const mayRevoke = by.roles.includes('chairman') || by.roles.includes('operator');
      const revoked = await tx.query(REVOKE, [id, by.subject, mayRevoke]);
      if (revoked.length === 0) throw new ForbiddenError('APPROVALS.DELEGATION_NOT_YOURS');
      const fact = { objectType: 'delegation', objectId: id, contentHash: '', result: 'revoked' };
      await appendAudit(tx, [{ at: this.clock.now().toISOString(), subject: by.subject, action: 'revoke', ...fact }]);
    });
  }
}
