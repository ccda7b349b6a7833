import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

export class StaffConfig extends ServiceConfig {
  /** A batch of more rows is released by somebody else than its uploader. */
  @Type(() => Number) @IsInt() @Min(0) RELEASE_ALONE_UP_TO: number = 200;
}
