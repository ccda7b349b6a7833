import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import type { ClassChange } from '#contracts';
import { DataSource } from 'typeorm';
import { type Cursor, type Page, PageQuery } from '#platform';

export class ListClasses extends PageQuery(100, 1_000) {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  planId?: string;
}

interface ListedClass {
  classId: string;
  planId: string;
  programmeId: string;
  classType: string;
  purpose: 'year' | 'supplementary';
  hostUnitId: string;
  hostUnitName: string | null;
  status: 'open' | 'merged' | 'cancelled';
  /** What was last approved about it, if anything. */
  change: ClassChange | null;
  startsOn: string;
  endsOn: string;
  minimum: number;
  maximum: number;
  granted: number;
  attended: number;
  absent: number;
}

const PAGE = `
  WITH class AS (
    SELECT c.class_id, c.plan_id, c.programme_id, c.class_type, c.purpose, c.host_unit_id, c.minimum, change.change,
      coalesce(change.starts_on, c.starts_on) AS starts_on, coalesce(change.ends_on, c.ends_on) AS ends_on,
      coalesce(change.maximum, c.maximum) AS maximum,
      CASE WHEN change.change IN ('merged', 'cancelled') THEN change.change ELSE 'open' END AS status
    FROM class_fact c LEFT JOIN class_change_fact change USING (class_id))
  SELECT c.class_id AS "classId", c.plan_id AS "planId", c.programme_id AS "programmeId", c.class_type AS "classType",
    c.purpose, c.host_unit_id AS "hostUnitId", u.name AS "hostUnitName", c.starts_on AS "startsOn",
    c.ends_on AS "endsOn", c.status, c.change, c.minimum, c.maximum, s.granted, s.attended, s.absent
  FROM class c
  LEFT JOIN unit_fact u ON u.unit_id = c.host_unit_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'granted')::int AS granted,
      count(*) FILTER (WHERE status = 'attended')::int AS attended,
      count(*) FILTER (WHERE status = 'absent')::int AS absent
    FROM seat_fact WHERE class_id = c.class_id) AS s
  WHERE ($1::uuid IS NULL OR c.plan_id = $1)
    AND ($2::date IS NULL OR (c.starts_on, c.class_id) > ($2, $3::uuid))
  ORDER BY c.starts_on, c.class_id LIMIT $4`;

/** Classes by the date that holds now, with the seats that are taken, attended and missed. */
@Injectable()
export class ListClassesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ planId, limit }: ListClasses, cursor: Cursor): Promise<Page<ListedClass>> {
    const params = [planId ?? null, ...cursor.after('date', 'uuid'), limit + 1];
    const rows: ListedClass[] = await this.dataSource.query(PAGE, params);
    return cursor.page(rows, limit, ({ startsOn, classId }) => [startsOn, classId]);
  }
}
