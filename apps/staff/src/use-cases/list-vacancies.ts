import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import type { PostCode } from '#contracts';
import { Clock } from '#kernel';
import { queryRows } from '#messaging';
import { asKnown } from '../database/known.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ListVacancies {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
  /** As it was known at the end of this day; as it is known now when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() knownOn?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() unitId?: string;
}

export interface Vacancy {
  unitId: string;
  code: string;
  name: string;
  post: PostCode;
  since: string;
}

const vacancies = (knownDay: string | undefined) => `
  SELECT h.unit_id AS "unitId", n.code, n.name, h.post, max(upper(h.valid)) AS since
  FROM ${asKnown('post_holding', knownDay)} h JOIN unit u ON u.id = h.unit_id JOIN unit_name n ON n.unit_id = u.id AND n.valid @> $1::date
  WHERE u.valid @> $1::date AND lower(h.valid) <= $1::date AND ($2::uuid IS NULL OR h.unit_id = $2)
  GROUP BY h.unit_id, n.code, n.name, h.post
  HAVING NOT bool_or(h.valid @> $1::date)
  ORDER BY n.code, h.post`;

/** Posts that somebody held in a unit of the day and nobody holds any more. */
@Injectable()
export class ListVacanciesHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ asOf, knownOn, unitId }: ListVacancies): Promise<{ asOf: string; items: Vacancy[] }> {
    const date = asOf ?? this.clock.today();
    const params = [date, unitId ?? null, ...(knownOn ? [knownOn] : [])];
    return { asOf: date, items: await queryRows<Vacancy>(this.dataSource, vacancies(knownOn && '$3'), params) };
  }
}
