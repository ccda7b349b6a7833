import { ArrayNotEmpty, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** Several units became one new unit on a date; the old ones end the day before. */
export class UnitsMerged {
  static readonly type = 'staff.UnitsMerged';
  static readonly version = 1;
  static readonly topics = [TOPICS.unit];

  @IsUUID() successorUnitId!: string;
  @IsUUID(undefined, { each: true }) @ArrayNotEmpty() predecessorUnitIds!: string[];
  @IsPlainDate() effectiveDate!: string;
}
