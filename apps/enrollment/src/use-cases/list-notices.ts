import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { type Cursor, type Page, PageQuery } from '#platform';
import { noticeText, type NoticeFacts } from '../rules/notice-text.js';

export class ListNotices extends PageQuery(100, 500) {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  unitId?: string;
}

interface Listed extends NoticeFacts {
  id: number;
  unitId: string;
  personId: string;
  classId: string | null;
  noticedAt: string;
  mailId: string | null;
}

interface Mail {
  id: string;
  unitId: string;
  subject: string;
  body: string;
  writtenAt: Date;
  sentAt: Date | null;
  attempts: number;
  lastError: string | null;
}

const NOTICES = `
  SELECT n.id::int, kind, unit_id AS "unitId", person_id AS "personId", class_id AS "classId", on_date AS date,
    noticed_at AS "noticedAt", mail_id AS "mailId"
  FROM notice n WHERE ($1::uuid IS NULL OR unit_id = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY n.id DESC LIMIT $3`;

const MAILS = `
  SELECT id, unit_id AS "unitId", subject, body, written_at AS "writtenAt", sent_at AS "sentAt", attempts,
    last_error AS "lastError"
  FROM mail WHERE ($1::uuid IS NULL OR unit_id = $1)
    AND ($2::uuid IS NULL OR (written_at, id) < (SELECT written_at, id FROM mail WHERE id = $2))
  ORDER BY written_at DESC, id DESC LIMIT $3`;

/** What units were told, the newest first; and the mails by which they were. */
@Injectable()
export class ListNoticesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async notices({ unitId, limit }: ListNotices, cursor: Cursor) {
    const params = [unitId ?? null, ...cursor.after('number'), limit + 1];
    const rows = await queryRows<Listed>(this.dataSource, NOTICES, params);
    const page = cursor.page(rows, limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(notice => ({ ...notice, text: noticeText(notice) })) };
  }

  async mails({ unitId, limit }: ListNotices, cursor: Cursor): Promise<Page<Mail>> {
    const rows = await queryRows<Mail>(this.dataSource, MAILS, [unitId ?? null, ...cursor.after('uuid'), limit + 1]);
    return cursor.page(rows, limit, ({ id }) => [id]);
  }
}
