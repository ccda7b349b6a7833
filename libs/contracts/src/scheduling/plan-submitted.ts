import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { CLASS_TYPES, type ClassTypeCode } from '../codes.js';
import { IsCount, IsPlainDate, IsSkill, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';

export class PlannedClass {
  @IsUUID() classId!: string;
  @IsIn(CLASS_TYPES) classType!: ClassTypeCode;
  @IsUUID() hostUnitId!: string;
  @IsPlainDate() startsOn!: string;
  @IsPlainDate() endsOn!: string;
  @IsCount() people!: number;
  @IsOptional() @IsSkill() skill?: string;
}

export class PlanSummary {
  @IsCount() classes!: number;
  @IsCount() people!: number;
  /** People whom this plan leaves waiting. */
  @IsCount() unserved!: number;
  @IsNumber() personKm!: number;
  /** No plan can serve these people with fewer classes. */
  @IsCount() fewestClasses!: number;
  /** Relative distance to the proven bound; null where the solver proved none. */
  @OrNull() @IsNumber() gap!: number | null;
}

/** A plan asks for approval; what is decided on is bound to the hash of its content. */
export class PlanSubmitted {
  static readonly type = 'scheduling.PlanSubmitted';
  static readonly version = 1;
  static readonly topics = [TOPICS.plan];

  @IsUUID() planId!: string;
  @IsIn(['year', 'supplementary']) kind!: 'year' | 'supplementary';
  @IsUUID() programmeId!: string;
  @IsString() contentHash!: string;
  /** Subject of the account, or 'system' for a plan that scheduling drafted by itself. */
  @IsString() submittedBy!: string;
  /** The plan that this one revises after it was returned; left out for a first one. */
  @IsOptional() @IsUUID() revisesPlanId?: string;
  @ValidateNested() @Type(() => PlanSummary) summary!: PlanSummary;
  @ValidateNested({ each: true }) @Type(() => PlannedClass) classes!: PlannedClass[];
}
