import { IsIn, IsUUID } from 'class-validator';
import { IsCount, IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

export const CLASS_CHANGES = ['kept', 'merged', 'cancelled', 'postponed', 'enlarged'] as const;
export type ClassChange = (typeof CLASS_CHANGES)[number];

/** What was approved about a class below its minimum, or above its maximum, was carried out; its people were moved. */
export class ClassChanged {
  static readonly type = 'enrollment.ClassChanged';
  static readonly version = 1;
  static readonly topics = [TOPICS.demand];

  @IsUUID() classId!: string;
  @IsIn(CLASS_CHANGES) change!: ClassChange;
  @IsPlainDate() startsOn!: string;
  @IsPlainDate() endsOn!: string;
  /** With the seats that were approved above it. */
  @IsCount() maximum!: number;
}
