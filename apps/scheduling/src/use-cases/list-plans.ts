import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { type Cursor, PageQuery } from '#platform';
import type { PlanHead } from '../database/read-plan.js';
import { reading } from '../database/reader.js';
import { summaryOf } from '../rules/plan-content.js';

const STATUSES = ['draft', 'submitted', 'approved', 'returned', 'rejected'] as const;

export class ListPlans extends PageQuery(100, 500) {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ enum: ['year', 'supplementary'] })
  @IsOptional()
  @IsIn(['year', 'supplementary'])
  kind?: 'year' | 'supplementary';
}

interface StoredPlan extends PlanHead {
  classTypes: string[];
  inputHash: string;
  createdAt: Date;
  certificate: object;
}

const COLUMNS = `id, kind, programme_id AS "programmeId", class_types AS "classTypes", status, version,
  content_hash AS "contentHash", input_hash AS "inputHash", submitted_by AS "submittedBy", created_at AS "createdAt",
  certificate, content`;

const PAGE = `
  SELECT ${COLUMNS} FROM plan
  WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR kind = $2)
    AND ($3::uuid IS NULL OR (created_at, id) < (SELECT created_at, id FROM plan WHERE id = $3))
  ORDER BY created_at DESC, id DESC LIMIT $4`;

/** Plans, the newest first, without their content; one of them whole. */
@Injectable()
export class ListPlansHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ status, kind, limit }: ListPlans, cursor: Cursor) {
    const db = reading(this.dataSource);
    const params = [status ?? null, kind ?? null, ...cursor.after('uuid'), limit + 1];
    const page = cursor.page(await db.query<StoredPlan>(PAGE, params), limit, ({ id }) => [id]);
    const items = page.items.map(({ content, certificate: _certificate, ...plan }) => ({
      ...plan,
      summary: summaryOf(content),
    }));
    return { ...page, items };
  }

  async one(planId: string) {
    const [plan] = await reading(this.dataSource).query<StoredPlan>(`SELECT ${COLUMNS} FROM plan WHERE id = $1`, [
      planId,
    ]);
    if (!plan) throw new NotFoundError('SCHEDULING.PLAN_UNKNOWN', { planId });
    return { ...plan, summary: summaryOf(plan.content), unserved: plan.content.unserved };
  }
}
