import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { SERVICES, type ServiceName } from '#contracts';

export class ListAnchors {
  @ApiProperty({ enum: SERVICES })
  @IsIn(SERVICES)
  service!: ServiceName;

  @ApiPropertyOptional({ description: 'Number of the last anchor of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 ** 31 - 1)
  after?: number;
}

interface Anchor {
  number: number;
  firstPosition: number;
  lastPosition: number;
  hash: string;
}

const PAGE_SIZE = 500;
const PAGE = `
  SELECT number, first_position::int AS "firstPosition", last_position::int AS "lastPosition", hash
  FROM audit_anchor WHERE service = $1 AND number > $2 ORDER BY number LIMIT ${PAGE_SIZE + 1}`;

/** What a service told of its seals, to be held against what its database says today. */
@Injectable()
export class ListAnchorsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ service, after = 0 }: ListAnchors) {
    const rows: Anchor[] = await this.dataSource.query(PAGE, [service, after]);
    const items = rows.slice(0, PAGE_SIZE);
    return { items, next: rows.length > PAGE_SIZE ? (items.at(-1)?.number ?? null) : null };
  }
}
