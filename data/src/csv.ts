import { parse } from 'csv-parse/sync';

/** Reads a UTF-8 CSV text with a header row into one object per row. */
export function readCsv<Row>(text: string): Row[] {
  return parse<Row>(text, { columns: true, bom: true, skip_empty_lines: true });
}

/** One line of CSV, quoted only where it must be. */
export function csvLine(fields: readonly (string | number)[]): string {
  return fields.map(field => quoted(String(field))).join(',');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
