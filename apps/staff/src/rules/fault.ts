import { InvalidInputError, rowError, type ErrorParams } from '#kernel';
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

/** Takes the rows of a file that are no rows. */
export const intoFaults =
  (faults: Fault[]) =>
  (row: Pick<Fault, 'row' | 'field' | 'params'>): void => {
    faults.push({ ...row, code: 'STAFF.ROW_MALFORMED' });
  };

/** Refuses the whole file when anything in it is wrong. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const inOrder = faults.toSorted((a, b) => a.row - b.row);
  throw new InvalidInputError(
    'STAFF.FILE_REFUSED',
    { count: faults.length },
    inOrder.map(({ row, field, code, params }) => rowError(row, field, code, params)),
  );
}

/** What a file was refused for as a whole, as faults at its place. */
export function asFaults({ rows, params }: InvalidInputError): Fault[] {
  return rows.map(({ row, field, code }) => ({ row, field, code: code as StaffErrorCode, params }));
}
