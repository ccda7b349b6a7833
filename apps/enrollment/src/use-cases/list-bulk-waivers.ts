import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { type Cursor, type Page, PageQuery } from '#platform';
import { BULK_WAIVER_FIELDS, type BulkWaiver } from '../database/bulk-waivers.js';

const STATUSES = ['asked', 'approved', 'returned', 'rejected', 'withdrawn', 'outdated'] as const;
const OUTCOMES = ['waived', 'changed', 'not-open', 'over', 'not-approved'] as const;

export class ListBulkWaivers extends PageQuery(100, 1_000) {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

export class ListWaivedDuties extends PageQuery(100, 1_000) {
  @ApiPropertyOptional({ enum: OUTCOMES, description: 'Why a duty was not waived, or that it was' })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];
}

const COUNTS = `
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS duties, count(*) FILTER (WHERE outcome = 'waived')::int AS waived,
      count(*) FILTER (WHERE outcome IN ('changed', 'not-open', 'over'))::int AS "notWaived"
    FROM bulk_waiver_duty WHERE bulk_waiver_id = bulk_waiver.id) AS counted ON true`;

// Ids rise with time, so the newest come first.
const PAGE = `
  SELECT ${BULK_WAIVER_FIELDS}, duties, waived, "notWaived" FROM bulk_waiver ${COUNTS}
  WHERE ($1::text IS NULL OR status = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;
const ONE = `SELECT ${BULK_WAIVER_FIELDS}, duties, waived, "notWaived" FROM bulk_waiver ${COUNTS} WHERE id = $1`;

const DUTIES = `
  SELECT duty_id AS "dutyId", b.person_id AS "personId", s.unit_id AS "unitId", b.revision, b.outcome
  FROM bulk_waiver_duty b JOIN person_state s USING (person_id)
  WHERE bulk_waiver_id = $1 AND ($2::text IS NULL OR outcome = $2) AND ($3::uuid IS NULL OR duty_id > $3)
  ORDER BY duty_id LIMIT $4`;

type Listed = BulkWaiver & { duties: number; waived: number; notWaived: number };
interface ListedDuty {
  dutyId: string;
  personId: string;
  unitId: string | null;
  revision: number;
  outcome: string | null;
}

/** Waivers in bulk, and what became of each of their duties. */
@Injectable()
export class ListBulkWaiversHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ status, limit }: ListBulkWaivers, cursor: Cursor): Promise<Page<Listed>> {
    const [after] = cursor.after('uuid');
    const rows = await queryRows<Listed>(this.dataSource, PAGE, [status ?? null, after, limit + 1]);
    return cursor.page(rows, limit, row => [row.id]);
  }

  async one(id: string): Promise<Listed> {
    const [found] = await queryRows<Listed>(this.dataSource, ONE, [id]);
    if (!found) throw new NotFoundError('ENROLLMENT.WAIVER_UNKNOWN', { id });
    return found;
  }

  async duties(id: string, { outcome, limit }: ListWaivedDuties, cursor: Cursor): Promise<Page<ListedDuty>> {
    const [after] = cursor.after('uuid');
    await this.one(id);
    const rows = await queryRows<ListedDuty>(this.dataSource, DUTIES, [id, outcome ?? null, after, limit + 1]);
    return cursor.page(rows, limit, ({ dutyId }) => [dutyId]);
  }
}
