import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Min, ValidateIf } from 'class-validator';
import { ServiceConfig } from '#platform';

export class StaffConfig extends ServiceConfig {
  /** A batch of more rows is released by somebody else than its uploader. */
  @Type(() => Number) @IsInt() @Min(0) RELEASE_ALONE_UP_TO: number = 200;
  /** Years after leaving for which names are kept. */
  @Type(() => Number) @IsInt() @Min(0) ARCHIVE_YEARS: number = 10;
  /** Where enrollment says whom a trainer teaches; without it no trainer is told a name. */
  @IsOptional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) ENROLLMENT_URL?: string;
  @IsString() NODE_ENV: string = 'development';
  /**
   * 32 bytes in base64 that seal national ids; older keys behind a comma still open. Without it none are taken, and in
   * production the service does not start.
   */
  @ValidateIf(
    ({ NODE_ENV, NATIONAL_ID_KEY }: StaffConfig) => NODE_ENV === 'production' || NATIONAL_ID_KEY !== undefined,
  )
  @Matches(/^[A-Za-z0-9+/]{43}=(,[A-Za-z0-9+/]{43}=)*$/)
  NATIONAL_ID_KEY?: string;
}
