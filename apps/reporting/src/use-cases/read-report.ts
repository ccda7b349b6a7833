import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { ReportRow } from '../database/report.row.js';
import type { ReportContent } from '../rules/report-content.js';

/** One report as it was frozen. */
@Injectable()
export class ReadReportHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string) {
    const report = await this.dataSource.manager.findOneBy(ReportRow, { id });
    if (!report) throw new NotFoundError('REPORTING.REPORT_UNKNOWN', { id });
    const { contentHash, publishedBy, publishedAt } = report;
    // From the text that the hash covers, so that what is shown is what was signed for.
    const content = JSON.parse(report.content) as ReportContent;
    return { id, ...content, contentHash, publishedBy, publishedAt };
  }
}
