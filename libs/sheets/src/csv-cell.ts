/** A cell of a CSV file that a spreadsheet opens: a leading sign would be run as a formula. */
export const csvCell = (text: string): string =>
  `"${(/^[=+@\t\r]|^-(?![0-9])/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
