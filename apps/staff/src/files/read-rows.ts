import { InvalidInputError, rowError } from '#kernel';
import type { Fault } from '../rules/fault.js';
import type { FileFormat } from '../rules/file-format.js';
import type { FileRow } from '../rules/read-move.js';
import { readJsonLines } from './read-json-lines.js';
import { readTable } from './read-table.js';
import { readText, type Bytes } from './read-text.js';
import { readWorkbook } from './read-workbook.js';

const MOST_ROWS = 1_000_000;

/**
 * The rows of a file by column name, one after the other, whatever its format. Rows that are no rows go to `faults`; a
 * file that is none at all is refused at once.
 */
export async function* readRows<Column extends string>(
  bytes: Bytes,
  format: FileFormat,
  columns: readonly Column[],
  faults: Fault[],
): AsyncGenerator<FileRow<Column>> {
  let rows = 0;
  let wrong = 0;
  const report = (fault: Fault) => {
    wrong += 1;
    faults.push(fault);
  };
  for await (const row of rowsOf(bytes, format, columns, report)) {
    if ((rows += 1) > MOST_ROWS) refuseFile(row.row, 'STAFF.FILE_TOO_LONG', { most: MOST_ROWS });
    yield row;
  }
  if (rows === 0 && wrong === 0) refuseFile(1, 'STAFF.FILE_EMPTY');
}

function rowsOf<Column extends string>(
  bytes: Bytes,
  format: FileFormat,
  columns: readonly Column[],
  report: (fault: Fault) => void,
): AsyncGenerator<FileRow<Column>> {
  switch (format) {
    case 'csv':
      return readTable(readText(bytes), columns, report);
    case 'json-lines':
      return readJsonLines(readText(bytes), columns, report);
    case 'xlsx':
      return readWorkbook(bytes, columns);
  }
}

function refuseFile(row: number, code: string, params: Record<string, number> = {}): never {
  throw new InvalidInputError(code, params, [rowError(row, 'file', code, params)]);
}
