import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';

export class ListDisclosures {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() personId?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1_000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit: number = 100;

  @ApiPropertyOptional({ default: 0, description: 'Id of the last one of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after: number = 0;
}

interface Disclosure {
  id: number;
  personId: string;
  disclosedBy: string;
  purpose: string;
  disclosedAt: Date;
}

const PAGE = `
  SELECT id::float8 AS id, person_id AS "personId", disclosed_by AS "disclosedBy", purpose,
    disclosed_at AS "disclosedAt"
  FROM national_id_disclosure WHERE id > $1 AND ($2::uuid IS NULL OR person_id = $2) ORDER BY id LIMIT $3`;

/** Who was shown whose number, and what for. */
@Injectable()
export class ListDisclosuresHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ personId, limit, after }: ListDisclosures) {
    const found = await queryRows<Disclosure>(this.dataSource, PAGE, [after, personId ?? null, limit + 1]);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
