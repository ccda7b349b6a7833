import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { DataSource, MoreThan } from 'typeorm';
import { type Cursor, type Page, PageQuery } from '#platform';
import { DutyRow } from '../database/duty.row.js';

const STATUSES = ['open', 'fulfilled', 'waived'] as const;

export class ListDuties extends PageQuery(100, 1_000) {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  unitId?: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

/** Duties in the order of their ids. */
@Injectable()
export class ListDutiesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ personId, unitId, status, limit }: ListDuties, cursor: Cursor): Promise<Page<DutyRow>> {
    const [after] = cursor.after('uuid');
    const rows = await this.dataSource.manager.find(DutyRow, {
      where: {
        ...(personId ? { personId } : {}),
        ...(unitId ? { unitId } : {}),
        ...(status ? { status } : {}),
        ...(after ? { id: MoreThan(after) } : {}),
      },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    return cursor.page(rows, limit, ({ id }) => [id]);
  }
}
