import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { DataSource } from 'typeorm';
import { StaleVersionError } from '#kernel';
import { Transaction } from '#messaging';
import { etag, requireVersion } from '#platform';
import { readSettings, writeSettings } from '../database/planning-settings.js';
import { reading } from '../database/reader.js';
import type { PlanningSettings } from '../rules/planning-settings.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

class Closed {
  @ApiProperty({ example: '2026-07-01' }) @Matches(DATE) from!: string;
  @ApiProperty({ example: '2026-08-31', description: 'Last day' }) @Matches(DATE) to!: string;
}

class HostSetting {
  @IsUUID() unitId!: string;
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) @Max(10_000) room?: number;
  @ApiProperty({ type: [Closed], description: 'Harvest, rainy season, the room is taken' })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => Closed)
  closed!: Closed[];
}

class TrainerSetting {
  @IsString() @MaxLength(100) id!: string;
  @ApiPropertyOptional({ description: 'Subject of the account that reaches the classes of this trainer' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  account?: string;
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsString({ each: true }) skills?: string[];
  @ApiProperty({ type: [Closed] })
  @IsArray()
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  @Type(() => Closed)
  closed!: Closed[];
  @ApiPropertyOptional({ description: 'Most teaching days of one plan' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(400)
  mostDays?: number;
}

export class ChangePlanningSettings implements PlanningSettings {
  @ApiProperty({ enum: ['automatic', 'by-hand'] })
  @IsIn(['automatic', 'by-hand'])
  supplementary!: PlanningSettings['supplementary'];

  @IsBoolean() avoidReportWeeks!: boolean;

  @ApiProperty({ type: [HostSetting] })
  @IsArray()
  @ArrayMaxSize(5_000)
  @ValidateNested({ each: true })
  @Type(() => HostSetting)
  hosts!: HostSetting[];

  @ApiProperty({ type: [TrainerSetting], nullable: true, description: 'Null: trainers are no limit' })
  @ValidateIf((_, value) => value !== null)
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => TrainerSetting)
  trainers!: TrainerSetting[] | null;
}

/** What the province sets for all plans: the policy of drafting, rooms, calendars, trainers. */
@Injectable()
export class ChangePlanningSettingsHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
  ) {}

  read() {
    return readSettings(reading(this.dataSource));
  }

  async execute(settings: ChangePlanningSettings, version: number) {
    return this.transaction.run(async tx => {
      const present = await readSettings(tx);
      requireVersion(version, present.version);
      if (!(await writeSettings(tx, settings, version)))
        throw new StaleVersionError('HTTP.STALE_VERSION', { etag: etag((await readSettings(tx)).version) });
      return readSettings(tx);
    });
  }
}
