export { csvCell } from './csv-cell.js';
export { FILE_TYPES, type FileFormat } from './file-format.js';
export { readRows } from './read-rows.js';
export type { FileRow, Report } from './row.js';
export { UploadedSheet, type UploadedFile } from './uploaded-file.js';
