import { Injectable } from '@nestjs/common';
import { Clock, NotFoundError } from '#kernel';
import { Transaction } from '#messaging';
import { endWebhook } from '../database/end-webhook.js';

/** Tells an address nothing more; what it was told stays on record. */
@Injectable()
export class EndWebhookHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async execute(id: string): Promise<void> {
    if (!(await this.transaction.run(tx => endWebhook(tx, id, this.clock.now()))))
      throw new NotFoundError('APPROVALS.WEBHOOK_UNKNOWN', { id });
  }
}
