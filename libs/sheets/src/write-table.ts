import type ExcelJS from 'exceljs';
import { CSV_MARK, csvLine, type Cell } from './csv-line.js';

/** A column of a file that is sent out. */
export interface Column<Key extends string> {
  key: Key;
  title: string;
  width: number;
}

type Row<Key extends string> = Record<Key, Cell>;

/**
 * The rows as CSV that a spreadsheet opens.
 *
 * @example
 * csvOf([{ key: 'code', title: 'Mã', width: 12 }], [{ code: '14' }]);
 */
export function csvOf<Key extends string>(columns: readonly Column<Key>[], rows: readonly Row<NoInfer<Key>>[]): Buffer {
  // The titles are ours, so they stand there bare.
  const header = `${columns.map(({ title }) => title).join(',')}\r\n`;
  const lines = rows.map(row => csvLine(columns.map(({ key }) => row[key])));
  return Buffer.from(`${CSV_MARK}${header}${lines.join('')}`);
}

/** The rows as the only sheet of an Excel workbook; `finish` may add to it. */
export async function workbookOf<Key extends string>(
  name: string,
  columns: readonly Column<Key>[],
  rows: readonly Row<NoInfer<Key>>[],
  finish: (sheet: ExcelJS.Worksheet) => void = () => undefined,
): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  const sheet = book.addWorksheet(name);
  sheet.columns = columns.map(({ key, title, width }) => ({ key, header: title, width }));
  sheet.addRows([...rows]);
  sheet.getRow(1).font = { bold: true };
  finish(sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}
