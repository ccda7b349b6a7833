import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { DUTY_KINDS, UNIT_LEVELS, type DutyKind, type UnitLevel } from '#contracts';
import { FIGURE_COLUMNS, figures, scopeOf, type Figures } from '../database/figures-sql.js';

export class ListUnitFigures {
  @ApiPropertyOptional({ enum: UNIT_LEVELS })
  @IsOptional()
  @IsIn(UNIT_LEVELS)
  level?: UnitLevel;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  programmeCode?: string;

  @ApiPropertyOptional({ minimum: 2000, maximum: 2100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  period?: number;

  @ApiPropertyOptional({ enum: DUTY_KINDS })
  @IsOptional()
  @IsIn(DUTY_KINDS)
  kind?: DutyKind;
}

interface UnitFigures extends Figures {
  unitId: string;
  code: string;
  name: string;
  level: UnitLevel;
  parentUnitId: string | null;
  validFrom: string;
}

// Only units that have not ended: people of an ended unit serve elsewhere, and its past counts for its successor.
const PRESENT = `
  SELECT unit_id AS root, unit_id FROM unit_fact
  WHERE code IS NOT NULL AND valid_to IS NULL AND ($4::text IS NULL OR level = $4)`;

const BY_UNIT = `
  WITH RECURSIVE ${scopeOf(PRESENT)}, ${figures(true)}
  SELECT u.unit_id AS "unitId", u.code, u.name, u.level, u.parent_id AS "parentUnitId", u.valid_from AS "validFrom",
    ${FIGURE_COLUMNS}
  FROM (${PRESENT}) AS present
  JOIN unit_fact u ON u.unit_id = present.root
  LEFT JOIN owed o ON o.root = u.unit_id
  LEFT JOIN serving s ON s.root = u.unit_id
  LEFT JOIN certified c ON c.root = u.unit_id
  ORDER BY array_position(ARRAY['province', 'department', 'district', 'commune'], u.level), u.code`;

/** The figures of every present unit of a level, each with the units below it and those merged into it. */
@Injectable()
export class ListUnitFiguresHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ level, programmeCode, period, kind }: ListUnitFigures) {
    const items: UnitFigures[] = await this.dataSource.query(BY_UNIT, [
      programmeCode ?? null,
      period ?? null,
      kind ?? null,
      level ?? null,
    ]);
    return { items };
  }
}
