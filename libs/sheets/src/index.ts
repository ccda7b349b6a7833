export { CSV_MARK, csvLine } from './csv-line.js';
export { CSV, FILE_TYPES, XLSX, type FileFormat } from './file-format.js';
export { readRows } from './read-rows.js';
export type { FileRow, Report } from './row.js';
export { UploadedSheet, type UploadedFile } from './uploaded-file.js';
export { csvOf, workbookOf, type Column } from './write-table.js';
