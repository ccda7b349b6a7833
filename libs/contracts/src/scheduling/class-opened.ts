import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { CLASS_TYPES, type ClassTypeCode } from '../codes.js';
import { IsCount, IsPlainDate, IsSkill } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** Seats that the plan keeps for one unit; so many of them for officers of its one-stop desk. */
export class SeatPlan {
  @IsUUID() unitId!: string;
  @IsCount() seats!: number;
  @IsCount() deskSeats!: number;
}

/** An approved class takes people: first the units of its seat plan, then whoever waits in reach. */
export class ClassOpened {
  static readonly type = 'scheduling.ClassOpened';
  static readonly version = 1;
  static readonly topics = [TOPICS.class];

  @IsUUID() classId!: string;
  @IsUUID() planId!: string;
  @IsUUID() programmeId!: string;
  @IsIn(CLASS_TYPES) classType!: ClassTypeCode;
  @IsIn(['year', 'supplementary']) purpose!: 'year' | 'supplementary';
  @IsUUID() hostUnitId!: string;
  @IsPlainDate() startsOn!: string;
  @IsPlainDate() endsOn!: string;
  @IsCount() minimum!: number;
  @IsCount() maximum!: number;
  @ValidateNested({ each: true }) @Type(() => SeatPlan) seatPlan!: SeatPlan[];
  /** Units near enough to the host to fill the seats that stay free. */
  @IsUUID(undefined, { each: true }) reachUnitIds!: string[];
  /** Subject of the account that teaches the class; absent when nobody is named yet. */
  @IsOptional() @IsString() trainer?: string;
  /** The one skill that the class teaches; left out where it teaches everybody what is their turn. */
  @IsOptional() @IsSkill() skill?: string;
}
