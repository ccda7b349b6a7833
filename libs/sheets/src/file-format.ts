export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The files that are understood, by content type. */
export const FILE_TYPES = {
  [CSV]: 'csv',
  'application/x-ndjson': 'json-lines',
  [XLSX]: 'xlsx',
} as const;

export type FileType = keyof typeof FILE_TYPES;
export type FileFormat = (typeof FILE_TYPES)[FileType];
