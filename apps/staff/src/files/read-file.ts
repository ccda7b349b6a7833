import type { Fault } from '../rules/fault.js';
import type { FileRow } from '../rules/read-move.js';
import { readJsonLines } from './read-json-lines.js';
import { readTable } from './read-table.js';
import { readText } from './read-text.js';

export type FileFormat = 'csv' | 'json-lines';

/** The rows of an uploaded file by column name, whatever its format. */
export function readFile<Column extends string>(
  bytes: Buffer,
  format: FileFormat,
  columns: readonly Column[],
  faults: Fault[],
): FileRow<Column>[] {
  const text = readText(bytes);
  return format === 'csv' ? readTable(text, columns, faults) : readJsonLines(text, columns, faults);
}
