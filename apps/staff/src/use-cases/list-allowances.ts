import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { type Cursor, type Page, PageQuery } from '#platform';
import { ENTITLED_IN_MONTH } from '../database/allowance-sql.js';
import { MONTH } from '../rules/month.js';

export class ListAllowances extends PageQuery(100, 1_000) {
  @ApiProperty({ example: '2026-03' }) @Matches(MONTH) month!: string;
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

  async execute({ month, limit }: ListAllowances, cursor: Cursor): Promise<Page<Allowance>> {
    const params = [month, ...cursor.after('uuid', 'uuid'), limit + 1];
    const found = await queryRows<Allowance>(this.dataSource, ENTITLED_IN_MONTH, params);
    return cursor.page(found, limit, ({ personId, unitId }) => [personId, unitId]);
  }
}
