import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

export class EnrollmentConfig extends ServiceConfig {
  /** Hour in Vietnam in which the nightly reconciliation of duties begins. */
  @Type(() => Number) @IsInt() @Min(0) @Max(23) RECONCILE_AT_HOUR: number = 2;
  /** `smtp://user:password@host:587`; mail stays in the table `mail` without it. */
  @IsOptional() @Matches(/^smtps?:\/\//) SMTP_URL?: string;
  @IsString() MAIL_FROM: string = 'Năng Lực <nangluc@localhost>';
}
