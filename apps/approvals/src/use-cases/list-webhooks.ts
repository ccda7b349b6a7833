import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { type Cursor, PageQuery } from '#platform';

const STATUSES = ['waiting', 'delivered', 'failed'] as const;

export class ListDeliveries extends PageQuery(100, 500) {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

interface Webhook {
  id: string;
  url: string;
  roles: string[];
  createdBy: string;
  createdAt: Date;
  waiting: number;
  failed: number;
}

interface Delivery {
  id: string;
  number: number;
  status: (typeof STATUSES)[number];
  attempts: number;
  dueAt: Date;
  answer: string | null;
  payload: object;
}

const WEBHOOKS = `
  SELECT w.id, w.url, w.roles, w.created_by AS "createdBy", w.created_at AS "createdAt",
    count(d.id) FILTER (WHERE d.status = 'waiting')::int AS waiting,
    count(d.id) FILTER (WHERE d.status = 'failed')::int AS failed
  FROM webhook w LEFT JOIN webhook_delivery d ON d.webhook_id = w.id AND d.status <> 'delivered'
  WHERE w.ended_at IS NULL GROUP BY w.id ORDER BY w.created_at, w.id`;

const DELIVERIES = `
  SELECT id, number::int AS number, status, attempts, due_at AS "dueAt", answer, payload::jsonb AS payload
  FROM webhook_delivery
  WHERE webhook_id = $1 AND ($2::bigint IS NULL OR number > $2) AND ($3::text IS NULL OR status = $3)
  ORDER BY number LIMIT $4`;

/** Who is told of tasks, and what became of each delivery; never a secret. */
@Injectable()
export class ListWebhooksHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(): Promise<{ items: Webhook[] }> {
    return { items: await this.dataSource.query<Webhook[]>(WEBHOOKS) };
  }

  async deliveries(id: string, { limit, status }: ListDeliveries, cursor: Cursor) {
    const params = [id, ...cursor.after('number'), status ?? null, limit + 1];
    const rows = await this.dataSource.query<Delivery[]>(DELIVERIES, params);
    return cursor.page(rows, limit, ({ number }) => [number]);
  }
}
