import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { CLASS_TYPES, type ClassTypeCode } from '../codes.js';
import { IsCount, IsPlainDate, IsSkill } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** People of one unit who wait for the same kind of class, by the same date, since the same date. */
export class DemandGroup {
  @IsUUID() programmeId!: string;
  @IsIn(CLASS_TYPES) classType!: ClassTypeCode;
  /** True when somebody in it owes retraining, which scheduling answers with supplementary classes. */
  @IsBoolean() retraining!: boolean;
  @IsPlainDate() earliest!: string;
  @IsPlainDate() deadline!: string;
  @IsCount() waiting!: number;
  /** So many of the waiting serve at the one-stop desk. */
  @IsCount() deskOfficers!: number;
  /** What they have to be taught, where the programme has classes for each skill. */
  @IsOptional() @IsSkill() skill?: string;
}

/** The whole demand list of one unit; it replaces what was said before. */
export class DemandChanged {
  static readonly type = 'enrollment.DemandChanged';
  static readonly version = 1;
  static readonly topics = [TOPICS.demand];

  @IsUUID() unitId!: string;
  /** Officers who serve at the unit's one-stop desk, waiting or not: the desk rule counts on them. */
  @IsCount() deskStaff!: number;
  @ValidateNested({ each: true }) @Type(() => DemandGroup) groups!: DemandGroup[];
}
