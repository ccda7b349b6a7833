import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

export class EnrollmentConfig extends ServiceConfig {
  /** Where the registry answers what people are called; names stand nowhere else. */
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) STAFF_URL!: string;
  /** Sessions in a day of a class: one in the morning, one in the afternoon. */
  @Type(() => Number) @IsInt() @Min(1) @Max(8) SESSIONS_A_DAY: number = 2;
  /** Hour in Vietnam in which the nightly reconciliation of duties begins. */
  @Type(() => Number) @IsInt() @Min(0) @Max(23) RECONCILE_AT_HOUR: number = 2;
  /** `smtp://user:password@host:587`; mail stays in the table `mail` without it. */
  @IsOptional() @Matches(/^smtps?:\/\//) SMTP_URL?: string;
  @IsString() MAIL_FROM: string = 'Năng Lực <nangluc@localhost>';
}
