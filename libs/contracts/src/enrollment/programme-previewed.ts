import { Type } from 'class-transformer';
import { IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsCount } from '../decorators.js';
import { TOPICS } from '../topics.js';

export class CohortCount {
  @IsString() code!: string;
  @IsCount() people!: number;
}

/** Whom rules that are not in force would name, counted over the people who serve now. */
export class ProgrammePreviewed {
  static readonly type = 'enrollment.ProgrammePreviewed';
  static readonly version = 1;
  static readonly topics = [TOPICS.programmeEffect];

  @IsUUID() previewId!: string;
  @ValidateNested({ each: true }) @Type(() => CohortCount) cohorts!: CohortCount[];
  /** People who would be named for the first time, no longer, or for another type of class. */
  @IsCount() entering!: number;
  @IsCount() leaving!: number;
  @IsCount() changingClassType!: number;
  /** Open duties of those who would no longer be named. */
  @IsCount() dutiesWaived!: number;
  /** Open retraining duties: a new deadline counts for moves from the first day on, theirs stay. */
  @IsCount() retraining!: number;
}
