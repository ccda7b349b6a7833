import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { ENTITLED_IN_MONTH } from '../database/allowance-sql.js';
import { MONTH } from '../rules/month.js';

export class ListAllowances {
  @ApiProperty({ example: '2026-03' }) @Matches(MONTH) month!: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1_000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit: number = 100;
  /** What the page before gave as `next`. */
  @ApiPropertyOptional() @IsOptional() @Matches(/^[0-9a-f-]{36}_[0-9a-f-]{36}$/) after?: string;
}

export interface Allowance {
  personId: string;
  staffCode: string;
  fullName: string;
  unitId: string;
  unitCode: string;
  unitName: string;
  /** Days of the month on which the duty was held. */
  days: number;
  amountVnd: number;
}

/** Who is entitled to how much for a month, as the registry stands now. */
@Injectable()
export class ListAllowancesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ month, limit, after }: ListAllowances): Promise<{ items: Allowance[]; next: string | null }> {
    const [person = null, unit = null] = after?.split('_') ?? [];
    const found = await queryRows<Allowance>(this.dataSource, ENTITLED_IN_MONTH, [month, person, unit, limit + 1]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, next: found.length > limit && last ? `${last.personId}_${last.unitId}` : null };
  }
}
