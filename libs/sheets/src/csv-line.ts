/** Tells a spreadsheet that the text is UTF-8. */
export const CSV_MARK = '\uFEFF';

export type Cell = string | number | null;

/** One line of a CSV file that a spreadsheet opens, with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A leading sign would be run as a formula. */
function csvCell(value: Cell): string {
  const text = String(value ?? '');
  return `"${(/^[=+@\t\r]|^-(?![0-9])/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
