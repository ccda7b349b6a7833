import { IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A unit ended without one successor, such as the district level on 1 July 2025. */
export class UnitDissolved {
  static readonly type = 'staff.UnitDissolved';
  static readonly version = 1;
  static readonly topics = [TOPICS.unit];

  @IsUUID() unitId!: string;
  @IsPlainDate() effectiveDate!: string;
}
