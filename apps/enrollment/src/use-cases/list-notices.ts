import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { noticeText, type NoticeFacts } from '../rules/notice-text.js';

export class ListNotices {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  unitId?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  @ApiPropertyOptional({ description: 'Number of the notice that the page before ended with' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  before?: number;
}

interface Listed extends NoticeFacts {
  id: number;
  unitId: string;
  personId: string;
  classId: string | null;
  noticedAt: string;
  mailId: string | null;
}

const NOTICES = `
  SELECT n.id::int, kind, unit_id AS "unitId", person_id AS "personId", class_id AS "classId", on_date AS date,
    noticed_at AS "noticedAt", mail_id AS "mailId"
  FROM notice n WHERE ($1::uuid IS NULL OR unit_id = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

const MAILS = `
  SELECT id, unit_id AS "unitId", subject, body, written_at AS "writtenAt", sent_at AS "sentAt", attempts,
    last_error AS "lastError"
  FROM mail WHERE ($1::uuid IS NULL OR unit_id = $1) ORDER BY written_at DESC, id LIMIT $2`;

/** What units were told, the newest first; and the mails by which they were. */
@Injectable()
export class ListNoticesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async notices({ unitId, before, limit = 100 }: ListNotices) {
    const params = [unitId ?? null, before ?? null, limit + 1];
    const rows = await queryRows<Listed>(this.dataSource, NOTICES, params);
    const items = rows.slice(0, limit).map(notice => ({ ...notice, text: noticeText(notice) }));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async mails({ unitId, limit = 100 }: ListNotices) {
    return { items: await queryRows(this.dataSource, MAILS, [unitId ?? null, limit]) };
  }
}
