/** The files that are understood, by content type. */
export const FILE_TYPES = {
  'text/csv': 'csv',
  'application/x-ndjson': 'json-lines',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const;

export type FileType = keyof typeof FILE_TYPES;
export type FileFormat = (typeof FILE_TYPES)[FileType];
