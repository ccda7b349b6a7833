import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  Max,
  Min,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import type { ReportFigures } from '#contracts';
import { canonicalJson, Clock, isDate, newId, sha256 } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type Account, type RequestKey } from '#platform';
import { REPORT_FIGURES } from '../database/report-figures-sql.js';
import type { AuditHead, ReportContent } from '../rules/report-content.js';
import { lastCoveredDay, REPORT_PERIODS, reportWindow, type ReportPeriod } from '../rules/report-period.js';

@ValidatorConstraint({ name: 'isDate' })
class CalendarDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isDate(value);
  }
}

export class FreezeReport {
  @ApiProperty({ enum: REPORT_PERIODS })
  @IsIn(REPORT_PERIODS)
  period!: ReportPeriod;

  @ApiProperty({ description: 'The year in which the period ends' })
  @IsInt()
  @Min(2000)
  @Max(2100)
  year!: number;

  @ApiProperty({ description: 'Day on which the figures are taken; an early report covers the days until then' })
  @Validate(CalendarDay)
  asOf!: string;
}

const FREEZE = `
  INSERT INTO report (id, period, year, window_from, window_to, due_on, as_of, figures, content, content_hash,
    published_by, published_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

const HEAD = `SELECT service, number, hash FROM audit_head WHERE service = 'approvals'`;

/** Freezes the figures of a report period. The row never changes: later data make another report. */
@Injectable()
export class FreezeReportHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(command: FreezeReport, by: Account, key: RequestKey) {
    return this.idempotency.run(key, command, tx => this.freeze(command, by, tx));
  }

  private async freeze({ period, year, asOf }: FreezeReport, by: Account, tx: Tx) {
    const window = reportWindow(period, year);
    const until = lastCoveredDay(window, asOf, this.clock.today());
    const [figures] = await tx.query<ReportFigures>(REPORT_FIGURES, [window.from, until]);
    if (!figures) throw new Error('The figures of a report are one row');
    const [auditHead] = await tx.query<AuditHead>(HEAD);
    const content: ReportContent = { period, year, ...window, asOf, figures, ...(auditHead && { auditHead }) };
    const text = canonicalJson(content);
    const contentHash = sha256(text);
    const id = newId();
    const publishedAt = this.clock.now().toISOString();
    await tx.query(FREEZE, [
      id,
      period,
      year,
      window.from,
      window.to,
      window.dueOn,
      asOf,
      JSON.stringify(figures),
      text,
      contentHash,
      by.subject,
      publishedAt,
    ]);
    return { id, ...content, contentHash, publishedBy: by.subject, publishedAt };
  }
}
