import { IsNotEmpty, IsString, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A unit goes on under another name, kind or code from a date on. */
export class UnitRenamed {
  static readonly type = 'staff.UnitRenamed';
  static readonly version = 1;
  static readonly topics = [TOPICS.unit];

  @IsUUID() unitId!: string;
  @IsString() @IsNotEmpty() code!: string;
  @IsString() @IsNotEmpty() name!: string;
  @IsString() @IsNotEmpty() kind!: string;
  @IsPlainDate() effectiveDate!: string;
}
