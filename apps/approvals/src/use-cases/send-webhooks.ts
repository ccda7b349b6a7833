import { Injectable, Logger } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { Transaction } from '#messaging';
import { ApprovalsConfig } from '../approvals.config.js';
import { endWebhook } from '../database/end-webhook.js';
import { WebhookSecrets } from '../webhook-secrets.js';
import { faultOfAddress, nextAttempt } from '../rules/webhook.js';

interface Due {
  id: string;
  webhookId: string;
  url: string;
  secret: Buffer;
  formerSecret: Buffer | null;
  payload: string;
  attempts: number;
}

interface Answer {
  /** What stands in the list: a status, or why there was none. */
  text: string;
  status: number;
  retryAfterSeconds: number;
}

const ROUND = 100;
const TIMEOUT_MS = 10_000;
const GONE = 410;

const DUE = `
  SELECT d.id, d.webhook_id AS "webhookId", w.url, w.secret, d.payload, d.attempts,
    CASE WHEN w.former_until > $1 THEN w.former_secret END AS "formerSecret"
  FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
  WHERE d.status = 'waiting' AND d.due_at <= $1 AND w.ended_at IS NULL
  ORDER BY d.number LIMIT ${ROUND}`;

// Only while it waits: an operator may have ended the webhook meanwhile.
const DELIVERED = `
  UPDATE webhook_delivery SET status = 'delivered', attempts = attempts + 1, answer = $2
  WHERE id = $1 AND status = 'waiting'`;
const MISSED = `
  UPDATE webhook_delivery SET attempts = attempts + 1, answer = $2, due_at = coalesce($3, due_at),
    status = CASE WHEN $3::timestamptz IS NULL THEN 'failed' ELSE 'waiting' END
  WHERE id = $1 AND status = 'waiting'`;

/**
 * Sends what is due, signed as Standard Webhooks says (standardwebhooks.com). At least once: a delivery whose answer was
 * lost comes again under the same `webhook-id`. In order for each address until one fails; that one comes later.
 */
@Injectable()
export class SendWebhooksHandler {
  private readonly logger = new Logger('Webhooks');

  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
    private readonly secrets: WebhookSecrets,
    private readonly config: ApprovalsConfig,
    private readonly clock: Clock,
  ) {}

  /** One round; true when there may be more to do at once. */
  async execute(): Promise<boolean> {
    const due = await this.dataSource.query<Due[]>(DUE, [this.clock.now().toISOString()]);
    const byAddress = Map.groupBy(due, ({ webhookId }) => webhookId);
    const delivered = await Promise.all([...byAddress.values()].map(one => this.sendInOrder(one)));
    return due.length === ROUND && delivered.some(Boolean);
  }

  private async sendInOrder(deliveries: Due[]): Promise<boolean> {
    for (const delivery of deliveries) if (!(await this.send(delivery))) return false;
    return true;
  }

  private async send(delivery: Due): Promise<boolean> {
    const answer = await this.post(delivery);
    const { id, webhookId, attempts } = delivery;
    if (answer.status >= 200 && answer.status < 300) {
      await this.transaction.run(tx => tx.query(DELIVERED, [id, answer.text]));
      return true;
    }
    const again = nextAttempt(attempts + 1, this.clock.now(), answer.retryAfterSeconds);
    await this.transaction.run(async tx => {
      await tx.query(MISSED, [id, answer.text, again?.toISOString() ?? null]);
      if (answer.status === GONE) await endWebhook(tx, webhookId, this.clock.now());
    });
    this.logger.warn(`Delivery ${id} was answered ${answer.text}; ${again ? 'it comes again' : 'given up'}`);
    return false;
  }

  private async post({ id, webhookId, url, secret, formerSecret, payload }: Due): Promise<Answer> {
    // The setting may have changed since the address was registered.
    const fault = faultOfAddress(url, this.config.WEBHOOK_HOSTS.split(',').filter(Boolean));
    if (fault) return { text: `refused: ${fault}`, status: 0, retryAfterSeconds: 0 };
    try {
      const sentAt = this.clock.now();
      const signatures = [secret, formerSecret]
        .filter(sealed => sealed !== null)
        .map(sealed => new Webhook(this.secrets.open(webhookId, sealed)).sign(id, sentAt, payload));
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
          'webhook-signature': signatures.join(' '),
        },
        body: payload,
      });
      // What it says is of no interest, however long it is.
      await response.body?.cancel();
      const retryAfterSeconds = Number(response.headers.get('retry-after') ?? 0) || 0;
      return { text: String(response.status), status: response.status, retryAfterSeconds };
    } catch (error) {
      return { text: whyNot(error), status: 0, retryAfterSeconds: 0 };
    }
  }
}

/** For the list of deliveries: what is wrong, never where or with what secret. */
function whyNot(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'TimeoutError') return 'timeout';
  return message.includes('unknown key') ? 'the key of its secret is missing' : 'unreachable';
}
