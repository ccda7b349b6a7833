import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DataSource, MoreThan } from 'typeorm';
import { DutyRow } from '../database/duty.row.js';

const STATUSES = ['open', 'fulfilled', 'waived'] as const;

export class ListDuties {
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

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit?: number;

  @ApiPropertyOptional({ description: 'Id of the last duty of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

/** Duties in the order of their ids; `next` is the `after` of the following page. */
@Injectable()
export class ListDutiesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ personId, unitId, status, after, limit = 100 }: ListDuties) {
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
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
