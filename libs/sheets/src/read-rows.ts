import { InvalidInputError, rowError } from '#kernel';
import type { FileFormat } from './file-format.js';
import { readJsonLines } from './read-json-lines.js';
import { readTable } from './read-table.js';
import { readText, type Bytes } from './read-text.js';
import { readWorkbook } from './read-workbook.js';
import type { FileRow, Report } from './row.js';

/** What a reader expects of a file. */
export interface Expected<Column extends string> {
  /** What stands before the codes of refusals; see `fileErrors`. */
  service: string;
  format: FileFormat;
  columns: readonly Column[];
  mostRows: number;
}

/**
 * The rows of a file by column name, one after the other, whatever its format. Rows that are no rows are reported; a
 * file that is none at all is refused at once.
 *
 * @example
 * for await (const { row, values } of readRows(bytes, { service: 'STAFF', format, columns, mostRows }, report)) …
 */
export async function* readRows<Column extends string>(
  bytes: Bytes,
  expected: Expected<Column>,
  report: Report,
): AsyncGenerator<FileRow<Column>> {
  const { service, mostRows } = expected;
  let rows = 0;
  let wrong = 0;
  const counted: Report = malformed => {
    wrong += 1;
    report(malformed);
  };
  for await (const row of rowsOf(bytes, expected, counted)) {
    if ((rows += 1) > mostRows) refuseAt(row.row, `${service}.FILE_TOO_LONG`, { most: mostRows });
    yield row;
  }
  if (rows === 0 && wrong === 0) refuseAt(1, `${service}.FILE_EMPTY`);
}

function rowsOf<Column extends string>(
  bytes: Bytes,
  { service, format, columns }: Expected<Column>,
  report: Report,
): AsyncGenerator<FileRow<Column>> {
  switch (format) {
    case 'csv':
      return readTable(service, readText(service, bytes), columns, report);
    case 'json-lines':
      return readJsonLines(readText(service, bytes), columns, report);
    case 'xlsx':
      return readWorkbook(service, bytes, columns);
  }
}

function refuseAt(row: number, code: string, params: Record<string, number> = {}): never {
  throw new InvalidInputError(code, params, [rowError(row, 'file', code, params)]);
}
