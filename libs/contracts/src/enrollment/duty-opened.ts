import { IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { CAUSES, CLASS_TYPES, DUTY_KINDS, type Cause, type ClassTypeCode, type DutyKind } from '../codes.js';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A person owes one training by a date. A revision above 1 means that what was waived or fulfilled is owed again. */
export class DutyOpened {
  static readonly type = 'enrollment.DutyOpened';
  static readonly version = 1;
  static readonly topics = [TOPICS.duty];

  @IsUUID() dutyId!: string;
  @IsUUID() personId!: string;
  @IsUUID() programmeId!: string;
  @IsIn(DUTY_KINDS) kind!: DutyKind;
  /** The calendar year of a yearly duty; null for retraining. */
  @OrNull() @IsInt() period!: number | null;
  @IsString() cohort!: string;
  @IsIn(CLASS_TYPES) classType!: ClassTypeCode;
  @IsUUID() unitId!: string;
  @IsPlainDate() openedOn!: string;
  @IsPlainDate() deadline!: string;
  /** The first day on which it is owed again: its waiver was over or its certificate void. Until then it was not owed. */
  @IsOptional() @IsPlainDate() reopenedOn?: string;
  @OrNull() @IsIn(CAUSES) cause!: Cause | null;
  @OrNull() @IsUUID() batchId!: string | null;
}
