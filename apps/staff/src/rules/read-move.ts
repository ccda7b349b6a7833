import { DUTY_CODES, POST_CODES, type DutyCode, type PostCode } from '#contracts';
import { isDate } from '#kernel';
import { malformed, type Fault } from './fault.js';
import { ACTIONS, type MoveColumn, type MoveDraft } from './move.js';

/** One row of a file by column name; `row` counts as a spreadsheet does. */
export interface FileRow<Column extends string = MoveColumn> {
  row: number;
  values: Record<Column, string>;
}

export interface DateRules {
  today: string;
  /** Taken where a row has no date of its own. */
  effectiveDate: string | null;
}

const STAFF_CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;
const EARLIEST = '1945-09-02';

/** Reads one row by itself; what depends on the registry is checked later. */
export function readMove({ row, values }: FileRow, dates: DateRules, faults: Fault[]): MoveDraft {
  const { staffCode, unitCode } = values;
  const fullName = values.fullName.normalize('NFC');
  const action = known(ACTIONS, values.action);
  const leaves = action === 'leave';
  if (!STAFF_CODE.test(staffCode)) faults.push(malformed(row, 'staffCode', staffCode));
  if (!values.action) faults.push(malformed(row, 'action', ''));
  else if (!action)
    faults.push({ row, field: 'action', code: 'STAFF.ACTION_UNKNOWN', params: { action: values.action } });
  if (action === 'appoint' && (!fullName || fullName.length > 200)) faults.push(malformed(row, 'fullName', fullName));
  if (action && !leaves && !unitCode) faults.push(malformed(row, 'unitCode', ''));
  return {
    row,
    staffCode,
    fullName,
    action,
    unitCode: leaves || !unitCode ? null : unitCode,
    post: leaves ? null : readPost(row, values.post, faults),
    duties: leaves ? [] : readDuties(row, values.duties, faults),
    effectiveDate: readDate(row, values.effectiveDate || dates.effectiveDate || '', dates.today, faults),
  };
}

function readPost(row: number, text: string, faults: Fault[]): PostCode | undefined {
  const post = known(POST_CODES, text);
  if (!text) faults.push(malformed(row, 'post', ''));
  else if (!post) faults.push({ row, field: 'post', code: 'STAFF.POST_UNKNOWN', params: { post: text } });
  return post;
}

function readDuties(row: number, text: string, faults: Fault[]): DutyCode[] {
  const duties = new Set<DutyCode>();
  for (const part of text ? text.split(';').map(each => each.trim()) : []) {
    const duty = known(DUTY_CODES, part);
    if (!duty) faults.push({ row, field: 'duties', code: 'STAFF.DUTY_UNKNOWN', params: { duty: part } });
    else if (duties.has(duty)) faults.push(malformed(row, 'duties', text));
    else duties.add(duty);
  }
  return [...duties].sort();
}

/** The date when it is one that may be recorded today. */
export function readDate(row: number, text: string, today: string, faults: Fault[]): string | undefined {
  const field = 'effectiveDate';
  if (!text) faults.push(malformed(row, field, ''));
  else if (!isDate(text) || text < EARLIEST)
    faults.push({ row, field, code: 'STAFF.DATE_IMPOSSIBLE', params: { date: text } });
  else if (text > today) faults.push({ row, field, code: 'STAFF.DATE_IN_FUTURE', params: { date: text, today } });
  else return text;
  return undefined;
}

function known<Code extends string>(codes: readonly Code[], text: string): Code | undefined {
  return codes.find(code => code === text);
}
