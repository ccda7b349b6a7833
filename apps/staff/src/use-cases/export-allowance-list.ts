import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { csvOf, workbookOf, type Column } from '#sheets';
import { LINES_OF_LIST } from '../database/allowance-sql.js';

interface Line {
  forMonth: string;
  staffCode: string;
  fullName: string;
  unitCode: string;
  unitName: string;
  days: number;
  amountVnd: number;
  absences: string | null;
}

const COLUMNS: Column<keyof Line>[] = [
  { key: 'forMonth', title: 'Tháng hưởng', width: 12 },
  { key: 'staffCode', title: 'Mã cán bộ', width: 14 },
  { key: 'fullName', title: 'Họ và tên', width: 28 },
  { key: 'unitCode', title: 'Mã đơn vị', width: 12 },
  { key: 'unitName', title: 'Đơn vị', width: 30 },
  { key: 'days', title: 'Số ngày', width: 9 },
  { key: 'amountVnd', title: 'Số tiền (đồng)', width: 16 },
  { key: 'absences', title: 'Vắng mặt', width: 16 },
];

/** The list of a closed month as a file for the paying office. */
@Injectable()
export class ExportAllowanceListHandler {
  constructor(private readonly dataSource: DataSource) {}

  async csv(month: string): Promise<Buffer> {
    return csvOf(COLUMNS, await this.lines(month));
  }

  async xlsx(month: string): Promise<Buffer> {
    const lines = await this.lines(month);
    const total = lines.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
    return workbookOf(`Phụ cấp ${month}`, COLUMNS, lines, sheet => {
      sheet.getColumn('amountVnd').numFmt = '#,##0';
      sheet.addRow({ fullName: 'Tổng cộng', amountVnd: total }).font = { bold: true };
    });
  }

  private async lines(month: string): Promise<Line[]> {
    const [list] = await queryRows(this.dataSource, 'SELECT month FROM allowance_list WHERE month = $1', [month]);
    if (!list) throw new NotFoundError('STAFF.MONTH_UNKNOWN', { month });
    return queryRows<Line>(this.dataSource, LINES_OF_LIST, [month]);
  }
}
