import { rowError, type RowError } from '#kernel';
import { SESSION_MARKS, type SessionMark } from './session-result.js';

/** The columns of a sheet; staff code and name are for whoever fills it in, and not read. */
export const SHEET_COLUMNS = ['personId', 'staffCode', 'fullName', 'mark', 'reason'] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];

export interface SheetRow {
  row: number;
  personId: string;
  mark: SessionMark;
  reason: string | undefined;
}

export const MARK_WORDS: Record<SessionMark, string> = {
  present: 'Có mặt',
  late: 'Đi muộn',
  absent: 'Vắng',
  excused: 'Có phép',
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LONGEST_REASON = 500;

/** Reads one row by itself, the mark as a code or in Vietnamese, in any case and form of its letters; tells what is wrong with it. */
export function readSheetRow(
  row: number,
  values: Record<SheetColumn, string>,
  faults: RowError[],
): SheetRow | undefined {
  const personId = values.personId.toLowerCase();
  const mark = markOf(values.mark);
  const reason = values.reason || undefined;
  const known = faults.length;
  if (!UUID.test(personId)) faults.push(rowError(row, 'personId', 'ENROLLMENT.PERSON_UNKNOWN', { id: personId }));
  if (!mark) faults.push(rowError(row, 'mark', 'ENROLLMENT.MARK_UNKNOWN', { mark: values.mark }));
  if (reason && (reason.length < 3 || reason.length > LONGEST_REASON))
    faults.push(rowError(row, 'reason', 'ENROLLMENT.ROW_MALFORMED', { field: 'reason', found: reason.slice(0, 40) }));
  return mark && faults.length === known ? { row, personId, mark, reason } : undefined;
}

/** Tells each row whose person stands in a row above. */
export function findTwice(rows: readonly SheetRow[]): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, personId }) => {
    const above = first.get(personId);
    if (above === undefined) first.set(personId, row);
    return above === undefined ? [] : rowError(row, 'personId', 'ENROLLMENT.ROW_TWICE', { above });
  });
}

const fold = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
const markOf = (text: string): SessionMark | undefined =>
  SESSION_MARKS.find(mark => mark === fold(text) || fold(MARK_WORDS[mark]) === fold(text));
