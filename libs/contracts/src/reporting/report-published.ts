import { Type } from 'class-transformer';
import { IsIn, IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsCount, IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** The figures of one report, counted in people, duties and certificates. */
export class ReportFigures {
  @IsCount() people!: number;
  @IsCount() dutiesOpen!: number;
  @IsCount() dutiesFulfilled!: number;
  @IsCount() dutiesWaived!: number;
  @IsCount() seated!: number;
  @IsCount() waiting!: number;
  @IsCount() certificates!: number;
}

/** A report is frozen: a later change of the data makes a new report, never another figure in this one. */
export class ReportPublished {
  static readonly type = 'reporting.ReportPublished';
  static readonly version = 1;
  static readonly topics = [TOPICS.report];

  @IsUUID() reportId!: string;
  @IsIn(['q1', 'half-year', 'q3', 'year']) period!: 'q1' | 'half-year' | 'q3' | 'year';
  @IsPlainDate() from!: string;
  @IsPlainDate() to!: string;
  @IsString() contentHash!: string;
  @ValidateNested() @Type(() => ReportFigures) figures!: ReportFigures;
}
