import type { ErrorParams } from '#kernel';

/** One row of a file by column name; `row` counts as a spreadsheet does, the header being row 1. */
export interface FileRow<Column extends string> {
  row: number;
  values: Record<Column, string>;
}

/** A row that is no row: where, and what was found there. */
export interface Malformed {
  row: number;
  field: string;
  params: ErrorParams;
}

/** Takes what is wrong with single rows, so that a file is told all its faults at once. */
export type Report = (malformed: Malformed) => void;

export const malformed = (row: number, field: string, found: string | number): Malformed => ({
  row,
  field,
  params: { field, found },
});
