import { Injectable } from '@nestjs/common';
import { Clock, NotFoundError } from '#kernel';
import { Transaction } from '#messaging';

const AGAIN = `
  UPDATE webhook_delivery d SET status = 'waiting', attempts = 0, due_at = $3
  FROM webhook w
  WHERE d.webhook_id = $1 AND d.id = $2 AND w.id = d.webhook_id AND w.ended_at IS NULL
  RETURNING d.id`;

/** Sends a delivery again, under its old id: a receiver that has it already takes no harm. */
@Injectable()
export class RedeliverWebhookHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async execute(webhookId: string, id: string): Promise<{ id: string; status: 'waiting' }> {
    const again = await this.transaction.run(tx => tx.query(AGAIN, [webhookId, id, this.clock.now().toISOString()]));
    if (again.length === 0) throw new NotFoundError('APPROVALS.DELIVERY_UNKNOWN', { id });
    return { id, status: 'waiting' };
  }
}
