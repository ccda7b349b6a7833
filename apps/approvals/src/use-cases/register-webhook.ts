import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Clock, ConflictError, DomainError, newId } from '#kernel';
import { Transaction } from '#messaging';
import { ROLES, type Account, type Role } from '#platform';
import { ApprovalsConfig } from '../approvals.config.js';
import { WebhookSecrets } from '../webhook-secrets.js';
import { faultOfAddress } from '../rules/webhook.js';

export class RegisterWebhook {
  @ApiProperty({ description: 'https; its host stands in the setting WEBHOOK_HOSTS' })
  @IsString()
  @MaxLength(500)
  url!: string;

  @ApiPropertyOptional({ enum: ROLES, isArray: true, description: 'Whose tasks it is told of; all when left out' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles?: Role[];
}

const REGISTER = `
  INSERT INTO webhook (id, url, roles, secret, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (url) WHERE ended_at IS NULL DO NOTHING RETURNING id`;

/** Tells an address of every task from now on. The answer is the only place where its secret is ever shown. */
@Injectable()
export class RegisterWebhookHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly secrets: WebhookSecrets,
    private readonly config: ApprovalsConfig,
    private readonly clock: Clock,
  ) {}

  async execute({ url, roles = [] }: RegisterWebhook, by: Account) {
    const hosts = this.config.WEBHOOK_HOSTS.split(',').filter(Boolean);
    const fault = faultOfAddress(url, hosts);
    if (fault) throw new DomainError(`APPROVALS.WEBHOOK_${fault.toUpperCase()}`, { url });
    const id = newId();
    const secret = this.secrets.make(id);
    const address = new URL(url).href;
    await this.transaction.run(async tx => {
      const at = this.clock.now().toISOString();
      const placed = await tx.query(REGISTER, [id, address, roles, secret.sealed, by.subject, at]);
      if (placed.length === 0) throw new ConflictError('APPROVALS.WEBHOOK_EXISTS', { url: address });
    });
    return { id, url: address, roles, secret: secret.shown };
  }
}
