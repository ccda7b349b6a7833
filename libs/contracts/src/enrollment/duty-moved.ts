import { IsBoolean, IsIn, IsString, IsUUID } from 'class-validator';
import { CLASS_TYPES, type ClassTypeCode } from '../codes.js';
import { IsCount, IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** An open duty followed its person to another post; coalesced when that move alone would have opened a second one. */
export class DutyMoved {
  static readonly type = 'enrollment.DutyMoved';
  static readonly version = 1;
  static readonly topics = [TOPICS.duty];

  @IsUUID() dutyId!: string;
  @IsUUID() personId!: string;
  @IsString() cohort!: string;
  @IsIn(CLASS_TYPES) classType!: ClassTypeCode;
  @IsUUID() unitId!: string;
  @IsPlainDate() openedOn!: string;
  @IsPlainDate() deadline!: string;
  @IsBoolean() coalesced!: boolean;
  /** How many moves this one duty answers. */
  @IsCount() moves!: number;
  @OrNull() @IsUUID() batchId!: string | null;
}
