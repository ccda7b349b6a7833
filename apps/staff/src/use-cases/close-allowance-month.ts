import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Clock, ConflictError, DomainError } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { CLOSE_MONTH } from '../database/allowance-sql.js';
import { MONTH } from '../rules/month.js';

export class CloseAllowanceMonth {
  @ApiProperty({ example: '2026-03' }) @Matches(MONTH) month!: string;
}

export interface AllowanceListView {
  month: string;
  lines: number;
  /** Of these lines, those about earlier months: what was recorded late, or corrected. */
  arrears: number;
  amountVnd: number;
}

/** Makes the list of a month for the paying office; it never changes, what turns out later stands in the next one. */
@Injectable()
export class CloseAllowanceMonthHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute({ month }: CloseAllowanceMonth, key: RequestKey): Promise<AllowanceListView> {
    const today = this.clock.today();
    if (month >= today.slice(0, 7)) throw new DomainError('STAFF.MONTH_NOT_OVER', { month, today });
    return this.idempotency.run(key, { month }, async tx => {
      await tx.query('LOCK TABLE allowance_list IN SHARE ROW EXCLUSIVE MODE');
      const [last] = await tx.query<{ month: string | null }>('SELECT max(month) AS month FROM allowance_list');
      if (last?.month && last.month >= month) throw new ConflictError('STAFF.MONTH_CLOSED', { month: last.month });
      await tx.query('INSERT INTO allowance_list (month, closed_by) VALUES ($1, $2)', [month, key.subject]);
      await tx.query(CLOSE_MONTH, [month]);
      const [list] = await tx.query<AllowanceListView>(
        `SELECT $1 AS month, count(*)::int AS lines, count(*) FILTER (WHERE for_month < month)::int AS arrears,
           coalesce(sum(amount_vnd), 0)::float8 AS "amountVnd"
         FROM allowance_line WHERE month = $1`,
        [month],
      );
      return list ?? { month, lines: 0, arrears: 0, amountVnd: 0 };
    });
  }
}
