import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

export class StaffConfig extends ServiceConfig {
  /** A batch of more rows is released by somebody else than its uploader. */
  @Type(() => Number) @IsInt() @Min(0) RELEASE_ALONE_UP_TO: number = 200;
  /** Years after leaving for which names are kept. */
  @Type(() => Number) @IsInt() @Min(0) ARCHIVE_YEARS: number = 10;
}
