import { InvalidInputError, rowError } from '#kernel';
import { malformed, type Fault } from '../rules/fault.js';
import type { FileRow } from '../rules/read-move.js';

/** The rows of a text with one JSON object a line; a list of words may be an array. Row 1 is the first line. */
export function readJsonLines<Column extends string>(
  text: string,
  columns: readonly Column[],
  faults: Fault[],
): FileRow<Column>[] {
  const rows: FileRow<Column>[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = index + 1;
    const object = parseObject(line);
    const wrong = object && wrongKey(object, columns);
    if (!object) faults.push(malformed(row, 'json', line.slice(0, 40)));
    else if (wrong) faults.push(malformed(row, wrong, JSON.stringify(object[wrong]).slice(0, 40)));
    else rows.push({ row, values: valuesOf(object, columns) });
  }
  if (rows.length === 0 && faults.length === 0)
    throw new InvalidInputError('STAFF.FILE_EMPTY', {}, [rowError(1, 'file', 'STAFF.FILE_EMPTY')]);
  return rows;
}

type Line = Record<string, unknown>;

function parseObject(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}

function wrongKey(object: Line, columns: readonly string[]): string | undefined {
  return Object.keys(object).find(key => !columns.includes(key) || textOf(object[key]) === undefined);
}

function valuesOf<Column extends string>(object: Line, columns: readonly Column[]): Record<Column, string> {
  return Object.fromEntries(columns.map(column => [column, textOf(object[column]) ?? ''])) as Record<Column, string>;
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value) && value.every(part => typeof part === 'string') ? value.join(';') : undefined;
}
