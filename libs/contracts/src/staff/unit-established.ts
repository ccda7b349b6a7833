import { IsIn, IsLatitude, IsLongitude, IsNotEmpty, IsString, IsUUID } from 'class-validator';
import { UNIT_LEVELS, type UnitLevel } from '../codes.js';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A unit exists from a date on. The code names it only together with a date: codes were used again in July 2025. */
export class UnitEstablished {
  static readonly type = 'staff.UnitEstablished';
  static readonly version = 1;
  static readonly topics = [TOPICS.unit];

  @IsUUID() unitId!: string;
  @IsString() @IsNotEmpty() code!: string;
  @IsString() @IsNotEmpty() name!: string;
  @IsString() @IsNotEmpty() kind!: string;
  @IsIn(UNIT_LEVELS) level!: UnitLevel;
  @OrNull() @IsUUID() parentUnitId!: string | null;
  @IsUUID() provinceUnitId!: string;
  @IsPlainDate() validFrom!: string;
  @OrNull() @IsLongitude() longitude!: number | null;
  @OrNull() @IsLatitude() latitude!: number | null;
}
