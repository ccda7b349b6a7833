import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';

const STATUSES = ['waiting', 'delivered', 'failed'] as const;

export class ListDeliveries {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ description: 'Number of the last delivery of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 ** 31 - 1)
  after?: number;
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

const PAGE = 100;
const DELIVERIES = `
  SELECT id, number::int AS number, status, attempts, due_at AS "dueAt", answer, payload::jsonb AS payload
  FROM webhook_delivery
  WHERE webhook_id = $1 AND number > $2 AND ($3::text IS NULL OR status = $3)
  ORDER BY number LIMIT ${PAGE}`;

/** Who is told of tasks, and what became of each delivery; never a secret. */
@Injectable()
export class ListWebhooksHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(): Promise<{ items: Webhook[] }> {
    return { items: await this.dataSource.query<Webhook[]>(WEBHOOKS) };
  }

  async deliveries(id: string, { after = 0, status }: ListDeliveries) {
    const items = await this.dataSource.query<Delivery[]>(DELIVERIES, [id, after, status ?? null]);
    return { items, next: items.length === PAGE ? (items.at(-1)?.number ?? null) : null };
  }
}
