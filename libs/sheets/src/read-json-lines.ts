import { malformed, type FileRow, type Report } from './row.js';

/** The rows of a text with one JSON object a line; a list of words may be an array. Row 1 is the first line. */
export async function* readJsonLines<Column extends string>(
  text: AsyncIterable<string>,
  columns: readonly Column[],
  report: Report,
): AsyncGenerator<FileRow<Column>> {
  let row = 0;
  for await (const lines of text) {
    // Every part but the last ends with a line end, so what follows it is no line.
    for (const line of (lines.endsWith('\n') ? lines.slice(0, -1) : lines).split('\n')) {
      row += 1;
      if (line.trim() === '') continue;
      const object = parseObject(line);
      const wrong = object && wrongKey(object, columns);
      if (!object) report(malformed(row, 'json', line.slice(0, 40)));
      else if (wrong) report(malformed(row, wrong, JSON.stringify(object[wrong]).slice(0, 40)));
      else yield { row, values: valuesOf(object, columns) };
    }
  }
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
