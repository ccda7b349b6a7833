import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { reading } from '../database/reader.js';

const STATUSES = ['planned', 'open', 'cancelled'] as const;

export class ListClasses {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;

  @ApiPropertyOptional({ description: 'Id of the last class of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

interface ListedClass {
  id: string;
  planId: string;
  programmeId: string;
  purpose: 'year' | 'supplementary';
  classType: string;
  hostUnitId: string;
  hostName: string;
  startsOn: string;
  endsOn: string;
  minimum: number;
  maximum: number;
  people: number;
  status: (typeof STATUSES)[number];
  filled: boolean;
  granted: number;
  /** Subject of the account that teaches it. */
  trainer: string | null;
  seatPlan: { unitId: string; seats: number; deskSeats: number }[];
}

const PAGE = `
  SELECT c.id, c.plan_id AS "planId", c.programme_id AS "programmeId", p.kind AS purpose, c.class_type AS "classType",
    c.host_unit_id AS "hostUnitId", h.name AS "hostName", c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.minimum,
    c.maximum, c.people, c.status, c.filled, c.granted, c.trainer,
    (SELECT jsonb_agg(jsonb_build_object('unitId', s.unit_id, 'seats', s.seats, 'deskSeats', s.desk_seats)
      ORDER BY s.unit_id) FROM class_seat_plan s WHERE s.class_id = c.id) AS "seatPlan"
  FROM training_class c JOIN plan p ON p.id = c.plan_id JOIN known_unit h ON h.id = c.host_unit_id
  WHERE ($1::text IS NULL OR c.status = $1)
    AND ($2::uuid IS NULL OR (c.starts_on, c.id) > (SELECT starts_on, id FROM training_class WHERE id = $2))
  ORDER BY c.starts_on, c.id LIMIT $3`;

/** Classes in the order of their first day. */
@Injectable()
export class ListClassesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ status, after, limit = 500 }: ListClasses) {
    const rows = await reading(this.dataSource).query<ListedClass>(PAGE, [status ?? null, after ?? null, limit + 1]);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
