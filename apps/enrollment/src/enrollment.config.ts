import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

/** What the programmes leave open is set here, with the default that docs/operations lists. */
export class EnrollmentConfig extends ServiceConfig {
  /** Where the registry answers what people are called; names stand nowhere else. */
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) STAFF_URL!: string;
  /** Hour in Vietnam in which the nightly reconciliation of duties begins. */
  @Type(() => Number) @IsInt() @Min(0) @Max(23) RECONCILE_AT_HOUR: number = 2;

  /** Sessions in a day of a class: one in the morning, one in the afternoon. */
  @Type(() => Number) @IsInt() @Min(1) @Max(8) SESSIONS_A_DAY: number = 2;
  /** Of the sessions of a class, the share that a person must have been in to get the certificate. */
  @Type(() => Number) @IsInt() @Min(1) @Max(100) ATTENDANCE_PERCENT: number = 80;
  /** The decision asks everybody to be trained once a year, so a certificate is good for that long. */
  @Type(() => Number) @IsInt() @Min(1) @Max(120) CERTIFICATE_MONTHS: number = 12;

  /** Days after a class within which its people say what they thought of it. */
  @Type(() => Number) @IsInt() @Min(1) @Max(365) FEEDBACK_DAYS: number = 14;
  /** How many must have said so for ratings to be shown: of fewer, one could be recognised. */
  @Type(() => Number) @IsInt() @Min(3) @Max(1_000) FEEDBACK_AT_LEAST: number = 5;

  /** Whether the approval chain is asked by itself about a class near its date that has too few people. */
  @IsIn(['on', 'off']) SMALL_CLASS_CHECK: 'on' | 'off' = 'on';
  /** Days before a class on which it must have its minimum. */
  @Type(() => Number) @IsInt() @Min(1) @Max(365) SMALL_CLASS_DAYS: number = 14;
  /** Days before a class on which the units of its people are reminded. */
  @Type(() => Number) @IsInt() @Min(1) @Max(365) REMIND_DAYS: number = 7;
  /** Days after a missed deadline that the unit has before the province is told. */
  @Type(() => Number) @IsInt() @Min(1) @Max(365) OVERDUE_UNIT_DAYS: number = 30;

  /** Duties that one account may waive on one day alone; more are asked of the approval chain as a waiver in bulk. */
  @Type(() => Number) @IsInt() @Min(0) @Max(100_000) WAIVE_ALONE_UP_TO: number = 20;

  /** Days for which notices and the mails that carried them are kept. */
  @Type(() => Number) @IsInt() @Min(30) @Max(36_500) NOTICE_DAYS: number = 730;
  /** `smtp://user:password@host:587`; mail stays in the table `mail` without it. */
  @IsOptional() @Matches(/^smtps?:\/\//) SMTP_URL?: string;
  @IsString() MAIL_FROM: string = 'Năng Lực <nangluc@localhost>';
  /** How often a mail that the server refuses is tried. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) MAIL_ATTEMPTS: number = 8;
}
