import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import type { Forwarded } from './forward/forwarded-address.js';

const LOCAL_URL = { require_tld: false, protocols: ['http', 'https'] };
const Count =
  (min: number, max: number): PropertyDecorator =>
  (target, property) => {
    Type(() => Number)(target, property);
    IsInt()(target, property);
    Min(min)(target, property);
    Max(max)(target, property);
  };

export class GatewayConfig {
  @Count(0, 65_535) PORT: number = 3000;
  @Matches(/^postgres(ql)?:\/\//) DATABASE_URL!: string;
  @IsOptional() @Matches(/^postgres(ql)?:\/\//) DATABASE_OWNER_URL?: string;
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) LOG_LEVEL: string = 'info';
  @IsString() NODE_ENV: string = 'development';
  /** Where browsers find the gateway; https everywhere but on the machine of a developer. */
  @IsUrl(LOCAL_URL) PUBLIC_URL!: string;

  @IsUrl(LOCAL_URL) OIDC_ISSUER!: string;
  @IsString() OIDC_CLIENT_ID!: string;
  @IsString() OIDC_CLIENT_SECRET!: string;
  @IsString() OIDC_SCOPE: string = 'openid';
  /** Claim of the ID token with the name that the page shows. */
  @IsString() OIDC_NAME_CLAIM: string = 'name';

  /** 32 bytes in base64 that seal the tokens in the database; older keys behind a comma still open. */
  @Matches(/^[A-Za-z0-9+/]{43}=(,[A-Za-z0-9+/]{43}=)*$/) SESSION_KEY!: string;
  @Count(1, 1_440) SESSION_IDLE_MINUTES: number = 30;
  @Count(1, 24) SESSION_HOURS: number = 8;
  /** A stolen cookie is worth no more than this: then the session gets a new id. */
  @Count(1, 1_440) SESSION_ROTATE_MINUTES: number = 15;

  @IsUrl(LOCAL_URL) STAFF_URL!: string;
  @IsUrl(LOCAL_URL) SCHEDULING_URL!: string;
  @IsUrl(LOCAL_URL) ENROLLMENT_URL!: string;
  @IsUrl(LOCAL_URL) APPROVALS_URL!: string;
  @IsUrl(LOCAL_URL) REPORTING_URL!: string;
  /** Longest wait for a service to begin its answer; drafting a year's plan takes a while. */
  @Count(1, 3_600) UPSTREAM_SECONDS: number = 180;

  /** Requests of one session, or of one address without a session, in a minute; counted by each replica for itself. */
  @Count(1, 1_000_000) RATE_PER_MINUTE: number = 1_200;
  @Count(1, 1_000_000) SIGN_INS_PER_MINUTE: number = 30;
  @Count(1, 4_096) UPLOAD_MEGABYTES: number = 300;
  @Count(1, 1_024) JSON_MEGABYTES: number = 20;
  /** Proxies in front whose X-Forwarded-For is believed. */
  @Count(0, 10) TRUSTED_PROXIES: number = 0;
  /** Folder of the built console; without it the gateway shows a page with the way to sign in. */
  @IsOptional() @IsString() CONSOLE_DIR?: string;

  get isSecure(): boolean {
    return this.PUBLIC_URL.startsWith('https:');
  }

  urlOf(service: Forwarded): string {
    const urls = {
      staff: this.STAFF_URL,
      scheduling: this.SCHEDULING_URL,
      enrollment: this.ENROLLMENT_URL,
      approvals: this.APPROVALS_URL,
      reporting: this.REPORTING_URL,
    };
    return urls[service];
  }
}
