import type { DutyCode, PostCode } from '#contracts';
import { csvLine } from '../csv.js';

export type BatchAction = 'appoint' | 'reassign' | 'leave';

/** A person's main post and concurrent duties, as the registry of `staff` holds them. All people here are made up. */
export interface Person {
  staffCode: string;
  fullName: string;
  unitCode: string;
  post: PostCode;
  duties: readonly DutyCode[];
}

/** A line of a reassignment batch: the state from the effective date on. A leave names the place that is left. */
export interface BatchRow extends Person {
  action: BatchAction;
  effectiveDate: string;
}

export const BATCH_HEADER = 'staffCode,fullName,action,unitCode,post,duties,effectiveDate';

/** One line of the batch file; a leave has no unit, post or duties. */
export function batchLine(row: BatchRow): string {
  const { staffCode, fullName, action, unitCode, post, duties, effectiveDate } = row;
  const state = action === 'leave' ? ['', '', ''] : [unitCode, post, duties.join(';')];
  return csvLine([staffCode, fullName, action, ...state, effectiveDate]);
}

export function rowOf(action: BatchAction, person: Person, effectiveDate: string): BatchRow {
  const { staffCode, fullName, unitCode, post, duties } = person;
  return { staffCode, fullName, action, unitCode, post, duties, effectiveDate };
}
