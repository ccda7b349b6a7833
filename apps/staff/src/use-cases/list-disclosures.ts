import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { type Cursor, type Page, PageQuery } from '#platform';

export class ListDisclosures extends PageQuery(100, 1_000) {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() personId?: string;
}

export interface Disclosure {
  id: number;
  personId: string;
  disclosedBy: string;
  purpose: string;
  disclosedAt: Date;
}

const PAGE = `
  SELECT id::float8 AS id, person_id AS "personId", disclosed_by AS "disclosedBy", purpose,
    disclosed_at AS "disclosedAt"
  FROM national_id_disclosure WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::bigint IS NULL OR id > $2)
  ORDER BY id LIMIT $3`;

/** Who was shown whose number, and what for. */
@Injectable()
export class ListDisclosuresHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ personId, limit }: ListDisclosures, cursor: Cursor): Promise<Page<Disclosure>> {
    const found = await queryRows<Disclosure>(this.dataSource, PAGE, [
      personId ?? null,
      ...cursor.after('number'),
      limit + 1,
    ]);
    return cursor.page(found, limit, ({ id }) => [id]);
  }
}
