import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { DataSource } from 'typeorm';
import { SERVICES, type ServiceName } from '#contracts';
import { type Cursor, PageQuery } from '#platform';

export class ListAnchors extends PageQuery(500, 1_000) {
  @ApiProperty({ enum: SERVICES })
  @IsIn(SERVICES)
  service!: ServiceName;
}

interface Anchor {
  number: number;
  firstPosition: number;
  lastPosition: number;
  hash: string;
}

const PAGE = `
  SELECT number, first_position::int AS "firstPosition", last_position::int AS "lastPosition", hash
  FROM audit_anchor WHERE service = $1 AND ($2::bigint IS NULL OR number > $2) ORDER BY number LIMIT $3`;

/** What a service told of its seals, to be held against what its database says today. */
@Injectable()
export class ListAnchorsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ service, limit }: ListAnchors, cursor: Cursor) {
    const rows: Anchor[] = await this.dataSource.query(PAGE, [service, ...cursor.after('number'), limit + 1]);
    return cursor.page(rows, limit, ({ number }) => [number]);
  }
}
