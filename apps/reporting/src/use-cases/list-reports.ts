import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReportRow } from '../database/report.row.js';

const PUBLICATIONS = `SELECT report_id AS id, coalesce(outcome, 'asked') AS publication FROM report_publication`;

/** Every report, the newest first. There are four periods a year, so one page holds them all. */
@Injectable()
export class ListReportsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    const { manager } = this.dataSource;
    const rows = await manager.find(ReportRow, { order: { number: 'DESC' }, take: 1_000 });
    const asked = await manager.query<{ id: string; publication: string }[]>(PUBLICATIONS);
    const publications = new Map(asked.map(({ id, publication }) => [id, publication]));
    return {
      items: rows.map(({ content: _content, number, ...report }) => ({
        ...report,
        number: Number(number),
        publication: publications.get(report.id) ?? null,
      })),
    };
  }
}
