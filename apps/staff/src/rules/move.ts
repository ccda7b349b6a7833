import type { DutyCode, PostCode } from '#contracts';
import { uuidFrom } from '#kernel';

export const ACTIONS = ['appoint', 'reassign', 'leave'] as const;
export type Action = (typeof ACTIONS)[number];

export const MOVE_COLUMNS = ['staffCode', 'fullName', 'action', 'unitCode', 'post', 'duties', 'effectiveDate'] as const;
export type MoveColumn = (typeof MOVE_COLUMNS)[number];

/** What a row says, as far as it could be understood; a part that could not is undefined and was reported. */
export interface MoveDraft {
  row: number;
  staffCode: string;
  fullName: string;
  action: Action | undefined;
  /** Null for somebody who leaves. */
  unitCode: string | null;
  post: PostCode | null | undefined;
  duties: DutyCode[];
  effectiveDate: string | undefined;
}

/** A checked row: one person appointed, reassigned or leaving on one date. */
export interface Move extends MoveDraft {
  personId: string;
  action: Action;
  unitId: string | null;
  post: PostCode | null;
  effectiveDate: string;
  /** The day of the next change that was recorded before, when the row comes late; null for a row about the present. */
  until: string | null;
}

/** The staff code is the person's name in every file, so it makes the id. */
export const personIdOf = (staffCode: string): string => uuidFrom('person', staffCode);
