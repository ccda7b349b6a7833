import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { type Cursor, type Page, PageQuery } from '#platform';
import { reading } from '../database/reader.js';

const STATUSES = ['planned', 'open', 'cancelled'] as const;

export class ListClasses extends PageQuery(500, 1_000) {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
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
    AND ($2::date IS NULL OR (c.starts_on, c.id) > ($2, $3::uuid))
  ORDER BY c.starts_on, c.id LIMIT $4`;

/** Classes in the order of their first day. */
@Injectable()
export class ListClassesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ status, limit }: ListClasses, cursor: Cursor): Promise<Page<ListedClass>> {
    const params = [status ?? null, ...cursor.after('date', 'uuid'), limit + 1];
    const rows = await reading(this.dataSource).query<ListedClass>(PAGE, params);
    return cursor.page(rows, limit, ({ startsOn, id }) => [startsOn, id]);
  }
}
