import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

export class EnrollmentConfig extends ServiceConfig {
  /** Hour in Vietnam in which the nightly reconciliation of duties begins. */
  @Type(() => Number) @IsInt() @Min(0) @Max(23) RECONCILE_AT_HOUR: number = 2;
}
