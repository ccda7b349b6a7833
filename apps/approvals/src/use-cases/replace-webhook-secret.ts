import { Injectable } from '@nestjs/common';
import { Clock, NotFoundError } from '#kernel';
import { Transaction } from '#messaging';
import { WebhookSecrets } from '../webhook-secrets.js';

const BOTH_HOURS = 24;

const REPLACE = `
  UPDATE webhook SET former_secret = secret, former_until = $3, secret = $2
  WHERE id = $1 AND ended_at IS NULL RETURNING id`;

/** A new secret; for a day deliveries are signed with both, so that the receiver can change over without a gap. */
@Injectable()
export class ReplaceWebhookSecretHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly secrets: WebhookSecrets,
    private readonly clock: Clock,
  ) {}

  async execute(id: string) {
    const secret = this.secrets.make(id);
    const formerUntil = new Date(this.clock.now().getTime() + BOTH_HOURS * 3_600_000).toISOString();
    const replaced = await this.transaction.run(tx => tx.query(REPLACE, [id, secret.sealed, formerUntil]));
    if (replaced.length === 0) throw new NotFoundError('APPROVALS.WEBHOOK_UNKNOWN', { id });
    return { id, secret: secret.shown, formerUntil };
  }
}
