import { readRows, type FileRow, type UploadedFile } from '#sheets';
import type { Fault } from './rules/fault.js';

const MOST_ROWS = 1_000_000;

/** The rows of a file; what is no row becomes a fault. */
export function readFileRows<Column extends string>(
  { content, format }: UploadedFile,
  columns: readonly Column[],
  faults: Fault[],
): AsyncGenerator<FileRow<Column>> {
  return readRows(content, { service: 'STAFF', format, columns, mostRows: MOST_ROWS }, row => {
    faults.push({ ...row, code: 'STAFF.ROW_MALFORMED' });
  });
}
