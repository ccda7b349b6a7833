import { rowError, type ErrorParams, type InvalidInputError, type RowError } from '#kernel';
import type { StaffErrorCode } from './staff.errors.js';

/** One thing that is wrong with a row; `row` counts as a spreadsheet does, the header being row 1. */
export interface Fault {
  row: number;
  field: string;
  code: StaffErrorCode;
  params?: ErrorParams;
}

export function malformed(row: number, field: string, found: string | number): Fault {
  return { row, field, code: 'STAFF.ROW_MALFORMED', params: { field, found } };
}

/** The fault with its sentence in both languages. */
export const asRowError = ({ row, field, code, params }: Fault): RowError => rowError(row, field, code, params);

/** What a file was refused for as a whole, as faults at its place. */
export function asFaults({ rows, params }: InvalidInputError): Fault[] {
  return rows.map(({ row, field, code }) => ({ row, field, code: code as StaffErrorCode, params }));
}
