import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import type { DutyCode, UnitLevel } from '#contracts';
import { Clock } from '#kernel';
import { queryRows } from '#messaging';
import { asKnown } from '../database/known.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ListStaffing {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
  /** As it was known at the end of this day; as it is known now when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() knownOn?: string;
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() unitId?: string;
  /** Only desks that have too few people. */
  @ApiPropertyOptional({ type: Boolean }) @IsOptional() @IsIn(['true', 'false']) below?: 'true' | 'false';
}

export interface Desk {
  unitId: string;
  code: string;
  name: string;
  level: UnitLevel;
  duty: DutyCode;
  minimum: number;
  maximum: number;
  /** Who holds the duty, and who of them is not on leave or away. */
  held: number;
  present: number;
  /** Since when fewer hold it than the norm asks for; null when there are enough. */
  belowSince: string | null;
}

// The number of holders changes in steps; it is too low since the first step after the last day with enough of them.
const desks = (knownDay: string | undefined) => `
  WITH norm AS (
    SELECT n."unitLevel" AS level, n.duty, n.minimum, n.maximum, lower(p.valid) AS since
    FROM known_programme p,
      jsonb_to_recordset(p.staffing) AS n ("unitLevel" text, duty text, minimum int, maximum int)
    WHERE p.valid @> $1::date),
  held AS (
    SELECT d.unit_id, d.duty, count(*)::int AS held, count(*) FILTER (WHERE NOT EXISTS (
        SELECT FROM ${asKnown('absence', knownDay)} a WHERE a.person_id = d.person_id AND a.valid @> $1::date))::int AS present
    FROM ${asKnown('concurrent_duty', knownDay)} d WHERE d.valid @> $1::date AND ($2::uuid IS NULL OR d.unit_id = $2)
    GROUP BY d.unit_id, d.duty)
  SELECT u.id AS "unitId", n.code, n.name, u.level, norm.duty, norm.minimum, norm.maximum,
    coalesce(held.held, 0) AS held, coalesce(held.present, 0) AS present,
    CASE WHEN coalesce(held.held, 0) < norm.minimum
      THEN greatest(lower(u.valid), norm.since, fell.day) END AS "belowSince"
  FROM unit u JOIN unit_name n ON n.unit_id = u.id AND n.valid @> $1::date JOIN norm ON norm.level = u.level
  LEFT JOIN held ON held.unit_id = u.id AND held.duty = norm.duty
  LEFT JOIN LATERAL (
    WITH step AS (
      SELECT day, sum(sum(change)) OVER (ORDER BY day) AS people FROM (
        SELECT lower(valid) AS day, 1 AS change FROM ${asKnown('concurrent_duty', knownDay)} b WHERE unit_id = u.id AND duty = norm.duty
        UNION ALL
        SELECT upper(valid), -1 FROM ${asKnown('concurrent_duty', knownDay)} e
        WHERE unit_id = u.id AND duty = norm.duty AND NOT upper_inf(valid)) AS c
      WHERE day <= $1::date GROUP BY day)
    SELECT min(day) AS day FROM step WHERE day > (SELECT max(day) FROM step WHERE people >= norm.minimum)
  ) AS fell ON coalesce(held.held, 0) < norm.minimum
  WHERE u.valid @> $1::date AND ($2::uuid IS NULL OR u.id = $2)
    AND ($3::boolean IS NOT TRUE OR coalesce(held.held, 0) < norm.minimum)
  ORDER BY n.code, norm.duty`;

/** Each unit's desks against the norm of the programme in force on a day. */
@Injectable()
export class ListStaffingHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ asOf, knownOn, unitId, below }: ListStaffing): Promise<{ asOf: string; items: Desk[] }> {
    const date = asOf ?? this.clock.today();
    const params = [date, unitId ?? null, below === 'true', ...(knownOn ? [knownOn] : [])];
    const items = await queryRows<Desk>(this.dataSource, desks(knownOn && '$4'), params);
    return { asOf: date, items };
  }
}
