import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { ServiceConfig } from '#platform';

export class SchedulingConfig extends ServiceConfig {
  /** Demand must not have moved for so long before supplementary classes are drafted: longer than enrollment rests between two parts. */
  @Type(() => Number) @IsInt() @Min(0) @Max(3_600_000) DRAFT_QUIET_MS: number = 5_000;
  /** Solving time of a supplementary plan, for each class type. */
  @Type(() => Number) @IsInt() @Min(1) @Max(600) PLANNER_SECONDS: number = 3;
  /** Runs of the planner side by side, one processor each. */
  @Type(() => Number) @IsInt() @Min(1) @Max(16) PLANNER_PARALLEL: number = 2;
  /** Whether one scheduler alone may put a programme in force; off: only the approval chain can. */
  @IsIn(['on', 'off']) DIRECT_ADOPTION: 'on' | 'off' = 'off';
}
