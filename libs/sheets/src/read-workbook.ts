import type ExcelJS from 'exceljs';
import { Readable } from 'node:stream';
import { InvalidInputError, Refusal, rowError } from '#kernel';
import { checkHeader, valuesByColumn } from './header.js';
import type { Bytes } from './read-text.js';
import type { FileRow } from './row.js';

/** The rows of the first sheet of an Excel workbook by column name; `row` is the row number that Excel shows. */
export async function* readWorkbook<Column extends string>(
  service: string,
  bytes: Bytes,
  columns: readonly Column[],
): AsyncGenerator<FileRow<Column>> {
  let header: string[] | undefined;
  try {
    for await (const row of rowsOfFirstSheet(bytes)) {
      const cells = Array.from({ length: Math.max(columns.length, header ? 0 : row.cellCount) }, (_none, column) =>
        textOf(row.getCell(column + 1).value),
      );
      if (!header) header = checkHeader(service, withoutEmptyEnd(cells), columns);
      else if (cells.some(cell => cell !== '')) yield { row: row.number, values: valuesByColumn(header, cells) };
    }
  } catch (error) {
    // What the library throws says that the bytes are no workbook.
    if (error instanceof Refusal) throw error;
    const code = `${service}.FILE_NOT_XLSX`;
    throw new InvalidInputError(code, {}, [rowError(1, 'file', code)]);
  }
}

async function* rowsOfFirstSheet(bytes: Bytes): AsyncGenerator<ExcelJS.Row> {
  // Loaded with the first workbook, as most files are text.
  const { default: excel } = await import('exceljs');
  // Styles tell which numbers are dates.
  const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore' } as const;
  const reader = new excel.stream.xlsx.WorkbookReader(Readable.from(bytes, { objectMode: false }), {
    ...options,
    entries: 'ignore',
  });
  for await (const sheet of reader) {
    for await (const row of sheet) yield row;
    return;
  }
}

function withoutEmptyEnd(cells: string[]): string[] {
  return cells.slice(0, cells.findLastIndex(cell => cell !== '') + 1);
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  // Excel knows no time zone: a date is written as if it were UTC.
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return value.text;
  if ('result' in value) return textOf(value.result);
  return '';
}
