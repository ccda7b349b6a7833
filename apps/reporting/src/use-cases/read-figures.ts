import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { DUTY_KINDS, type DutyKind } from '#contracts';
import { FIGURE_COLUMNS, LAST_CHANGED, figures, scopeOf, type Figures } from '../database/figures-sql.js';

export class ReadFigures {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  programmeCode?: string;

  @ApiPropertyOptional({
    minimum: 2000,
    maximum: 2100,
    description: 'Calendar year of yearly duties; certificates are then those of that year',
  })
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

  @ApiPropertyOptional({ description: 'With the units below it and those merged into it' })
  @IsOptional()
  @IsUUID()
  unitId?: string;
}

interface FiguresView extends Figures {
  duties: {
    programmeCode: string | null;
    kind: DutyKind;
    period: number | null;
    open: number;
    fulfilled: number;
    waived: number;
  }[];
  lastChangedAt: Date | null;
}

const statement = (scoped: boolean): string => `
  WITH RECURSIVE ${scoped ? `${scopeOf('SELECT $4::uuid, $4::uuid')},` : ''} ${figures(scoped)},
  grouped AS (
    SELECT code, kind, period, count(*) FILTER (WHERE status = 'open') AS open,
      count(*) FILTER (WHERE status = 'fulfilled') AS fulfilled, count(*) FILTER (WHERE status = 'waived') AS waived
    FROM duty GROUP BY code, kind, period)
  SELECT ${FIGURE_COLUMNS},
    (SELECT coalesce(jsonb_agg(jsonb_build_object('programmeCode', code, 'kind', kind, 'period', period, 'open', open,
        'fulfilled', fulfilled, 'waived', waived) ORDER BY code, kind, period), '[]') FROM grouped) AS duties,
    (${LAST_CHANGED}) AS "lastChangedAt"
  FROM (SELECT) AS one LEFT JOIN owed o ON true LEFT JOIN serving s ON true LEFT JOIN certified c ON true`;

const ALL = statement(false);
const OF_UNIT = statement(true);

/** The totals, for everything or for what the filter names, at this moment. */
@Injectable()
export class ReadFiguresHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ programmeCode, period, kind, unitId }: ReadFigures): Promise<FiguresView | undefined> {
    const filter = [programmeCode ?? null, period ?? null, kind ?? null];
    const [view]: FiguresView[] = unitId
      ? await this.dataSource.query(OF_UNIT, [...filter, unitId])
      : await this.dataSource.query(ALL, filter);
    return view;
  }
}
