import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { PlanningChanges } from '../rules/apply-changes.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

class Pinned {
  @IsUUID() hostUnitId!: string;
  @Matches(DATE) startsOn!: string;
  @Matches(DATE) endsOn!: string;
}

class OvernightStay {
  @IsNumber() @Min(0) @Max(10_000) beyondKm!: number;
  @IsNumber() @Min(0) @Max(10_000) kmPerNight!: number;
}

/** What a scenario does differently; whatever is left out stays as the programme and the settings have it. */
export class ScenarioChanges implements PlanningChanges {
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(0) @Max(10_000) quota?: number;
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) @Max(1_000) minimum?: number;
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) @Max(1_000) maximum?: number;
  @ApiPropertyOptional({ description: 'Seats that every class keeps free' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(500)
  reservedSeats?: number;
  @ApiPropertyOptional() @IsOptional() @IsNumber() @Min(0) @Max(10_000) reachKm?: number;
  @ApiPropertyOptional({ description: 'Most one-stop officers of a unit away on one day' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  mostAway?: number;
  @ApiPropertyOptional({ enum: ['any', 'area'] }) @IsOptional() @IsIn(['any', 'area']) mixing?: 'any' | 'area';
  @ApiPropertyOptional() @IsOptional() @IsBoolean() unitsTogether?: boolean;
  @ApiPropertyOptional({ description: 'Exactly so many classes' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5_000)
  classCount?: number;
  @ApiPropertyOptional({ description: 'Share of more travel that may shorten the longest way' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  fairnessSlack?: number;
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsUUID(undefined, { each: true }) withoutHosts?: string[];
  @ApiPropertyOptional({ type: [Pinned] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Pinned)
  pinned?: Pinned[];
  @ApiPropertyOptional({ type: OvernightStay })
  @IsOptional()
  @ValidateNested()
  @Type(() => OvernightStay)
  overnight?: OvernightStay;
  @ApiPropertyOptional({ default: 20 }) @IsOptional() @IsInt() @Min(1) @Max(600) timeLimitSeconds?: number;
}
