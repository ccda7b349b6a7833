import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DomainError } from '#kernel';
import { Seal } from '#platform';
import { ApprovalsConfig } from './approvals.config.js';

const SECRET_BYTES = 32;

/** Secrets of webhooks: shown once, kept sealed. */
@Injectable()
export class WebhookSecrets {
  private readonly seal: Seal | undefined;

  constructor({ WEBHOOK_KEY }: ApprovalsConfig) {
    this.seal = WEBHOOK_KEY ? new Seal(WEBHOOK_KEY) : undefined;
  }

  make(webhookId: string): { shown: string; sealed: Buffer } {
    if (!this.seal) throw new DomainError('APPROVALS.WEBHOOKS_OFF');
    const shown = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    return { shown, sealed: this.seal.seal(shown, webhookId) };
  }

  open(webhookId: string, sealed: Buffer): string {
    if (!this.seal) throw new Error('WEBHOOK_KEY is not set any more');
    return this.seal.open(sealed, webhookId);
  }
}
