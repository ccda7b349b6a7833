// What the oracle is asked and what it answers.
import type { Mark } from './world.js';

export type ServiceName = 'staff' | 'scheduling' | 'enrollment' | 'approvals' | 'reporting';

export interface OracleInput {
  /** What was acknowledged to users, in that order. */
  journal: JournalStep[];
  /** Addresses with the right to read every table. */
  databases: Record<ServiceName, string>;
  /** The business date: nobody needs a seat in a class that has begun. All classes count without it. */
  today?: string;
  /** Totals that reporting answered to a user without a filter (`GET /v1/figures`); checked when given. */
  figures?: Partial<Record<FigureName, number | null>>;
}

export type JournalStep =
  | { step: 'units'; file: string; validFrom: string }
  /** `directly`: one person put it in force, where the setting allows that (`DIRECT_ADOPTION`). */
  | { step: 'programme'; file: string; directly?: true }
  /** `effectiveDate` is for rows without a date of their own. */
  | { step: 'batch'; file: string; cause: string; effectiveDate?: string }
  /** One reassignment made by hand. */
  | { step: 'move'; row: MoveRow; cause: string }
  | { step: 'unit-changes'; file: string }
  | { step: 'period'; programmeCode: string; year: number; openedOn: string }
  | { step: 'attendance'; file: string }
  /** A mark that was turned round on a day, with its certificate. */
  | ({ step: 'mark-correction'; on: string } & Mark)
  /** The certificate of a class became void on a day. */
  | { step: 'revocation'; classId: string; personId: string; on: string }
  /** A duty was set aside until a day. */
  | { step: 'waiver'; personId: string; kind: string; period: number | null; until: string }
  /** Everything owed in these units was set aside by decision, until a day that the journal does not reach. */
  | { step: 'bulk-waiver'; unitIds: string[] }
  /** Every post and duty that a person ever held, as it really was. */
  | ({ step: 'history'; personId: string } & History)
  | ({ step: 'reservation' } & Reservation)
  /** The unit gave a seat back: its person never sits in this class. */
  | { step: 'refusal'; classId: string; personId: string }
  /** A business day began: what was waived or reserved until the day before is over. */
  | { step: 'day'; on: string };

interface HeldFor {
  unitId: string;
  from: string;
  to: string | null;
}

export interface History {
  holdings: (HeldFor & { post: string })[];
  duties: (HeldFor & { duty: string })[];
}

export interface Reservation {
  classId: string;
  unitId: string;
  seats: number;
  expiresOn: string;
}

export interface MoveRow {
  staffCode: string;
  action: string;
  unitCode: string;
  post: string;
  /** Separated by semicolons. */
  duties: string;
  effectiveDate: string;
}

export type FigureName =
  | 'people'
  | 'dutiesOpen'
  | 'dutiesFulfilled'
  | 'dutiesWaived'
  | 'seated'
  | 'waiting'
  | 'certificates'
  | 'coverageTrained'
  | 'coverageSecured';

export interface Check {
  name: { vi: string; en: string };
  agrees: boolean;
  /** How many things there must be, or were looked at. */
  expected: number;
  /** How many there are, or are as they must be. */
  found: number;
  /** The first ten, by ids only. */
  differences: string[];
}

export interface OracleReport {
  agrees: boolean;
  checks: Check[];
  /** Totals as recomputed. */
  figures: Record<FigureName, number | null>;
  seconds: number;
}
