import { CsvError, parse } from 'csv-parse/sync';
import { InvalidInputError, rowError } from '#kernel';
import { malformed, type Fault } from '../rules/fault.js';
import type { FileRow } from '../rules/read-move.js';

/** The rows of a CSV text by column name. Rows that are no rows are reported; a wrong header is refused at once. */
export function readTable<Column extends string>(
  text: string,
  columns: readonly Column[],
  faults: Fault[],
): FileRow<Column>[] {
  const [header = [], ...records] = parseCsv(text, faults);
  checkHeader(header, columns);
  const rows: FileRow<Column>[] = [];
  for (const [index, record] of records.entries()) {
    const row = index + 2;
    if (record.length === 1 && record[0] === '') continue;
    if (record.length !== columns.length) {
      faults.push(malformed(row, 'columns', `${record.length}/${columns.length}`));
      continue;
    }
    const values = Object.fromEntries(header.map((name, column) => [name.trim(), (record[column] ?? '').trim()]));
    rows.push({ row, values: values as Record<Column, string> });
  }
  if (rows.length === 0 && faults.length === 0)
    throw new InvalidInputError('STAFF.FILE_EMPTY', {}, [rowError(1, 'file', 'STAFF.FILE_EMPTY')]);
  return rows;
}

function parseCsv(text: string, faults: Fault[]): string[][] {
  const records: string[][] = [];
  try {
    // Each record is kept as it is read, so that the rows before a broken quote are still checked.
    parse(text, { relax_column_count: true, on_record: (record: string[]) => void records.push(record) });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.push(malformed(records.length + 1, 'quotes', '"'));
  }
  return records;
}

function checkHeader(header: string[], columns: readonly string[]): void {
  const names = header.map(name => name.trim());
  if (names.length === columns.length && columns.every(column => names.includes(column))) return;
  const params = { expected: columns.join(','), found: names.join(',') };
  throw new InvalidInputError('STAFF.HEADER_WRONG', params, [rowError(1, 'header', 'STAFF.HEADER_WRONG', params)]);
}
