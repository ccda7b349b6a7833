import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { UNIT_LEVELS, type UnitLevel } from '#contracts';
import { Clock } from '#kernel';
import { queryRows } from '#messaging';
import { SELECT_UNIT, type UnitView } from '../database/unit-view.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ListUnits {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
  @ApiPropertyOptional({ enum: UNIT_LEVELS }) @IsOptional() @IsIn(UNIT_LEVELS) level?: UnitLevel;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() parentId?: string;
}

/** The units valid on a day, today when none is given. */
@Injectable()
export class ListUnitsHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ asOf, level, parentId }: ListUnits): Promise<{ asOf: string; items: UnitView[] }> {
    const date = asOf ?? this.clock.today();
    const items = await queryRows<UnitView>(
      this.dataSource,
      `${SELECT_UNIT} WHERE unit_name.valid @> $1::date AND ($2::text IS NULL OR level = $2) AND ($3::uuid IS NULL OR parent_id = $3)
       ORDER BY unit_name.code`,
      [date, level ?? null, parentId ?? null],
    );
    return { asOf: date, items };
  }
}
