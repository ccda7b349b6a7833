import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { IsCalendarDate } from '../calendar-date.js';

export class ShowCode {
  /** Only the unit that carried it on this day; every one that ever did when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
}

export interface UnitOfCode {
  unitId: string;
  name: string;
  kind: string;
  from: string;
  to: string | null;
  decision: string;
}

const UNITS = `
  SELECT unit_id AS "unitId", name, kind, lower(valid) AS "from", upper(valid) AS "to", decision
  FROM unit_name WHERE code = $1 AND ($2::date IS NULL OR valid @> $2::date) ORDER BY valid`;

/** Which units carried an official code, one after the other: a code names a unit only together with a date. */
@Injectable()
export class ShowCodeHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(code: string, { asOf }: ShowCode = {}): Promise<{ code: string; units: UnitOfCode[] }> {
    return { code, units: await queryRows<UnitOfCode>(this.dataSource, UNITS, [code, asOf ?? null]) };
  }
}
