import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReportRow } from '../database/report.row.js';

/** Every report, the newest first. There are four periods a year, so one page holds them all. */
@Injectable()
export class ListReportsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    const rows = await this.dataSource.manager.find(ReportRow, { order: { number: 'DESC' }, take: 1_000 });
    return { items: rows.map(({ content: _content, number, ...report }) => ({ ...report, number: Number(number) })) };
  }
}
