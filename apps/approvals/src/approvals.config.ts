import { IsOptional, Matches } from 'class-validator';
import { ServiceConfig } from '#platform';

export class ApprovalsConfig extends ServiceConfig {
  /** Seals the secrets of webhooks: 32 bytes in base64, a new key in front of the old one. Without it there are none. */
  @IsOptional() @Matches(/^[A-Za-z0-9+/]{43}=(,[A-Za-z0-9+/]{43}=)*$/) WEBHOOK_KEY?: string;
  /** Hosts that webhooks may go to, separated by commas; no other address is ever called. */
  @Matches(/^[a-z0-9.,:-]*$/) WEBHOOK_HOSTS: string = '';
}
