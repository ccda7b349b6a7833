import type { Cause, ClassTypeCode, DutyCode, PostCode, UnitLevel } from '../codes.js';

interface Text {
  vi: string;
  en: string;
}

/** Who is meant: a small declarative rule over unit level, post and concurrent duty, never code. */
export type CohortRule =
  | { all: CohortRule[] }
  | { any: CohortRule[] }
  | { not: CohortRule }
  | { unitLevel: UnitLevel[] }
  | { post: PostCode[] }
  | { duty: DutyCode[] };

export interface Cohort {
  code: string;
  title: Text;
  classType: ClassTypeCode;
  who: CohortRule;
}

export interface ClassType {
  code: ClassTypeCode;
  title: Text;
  /** Smallest and largest number of people in one class. */
  minimum: number;
  maximum: number;
  /** Classes a year. */
  perYear: number;
  hostLevels: UnitLevel[];
}

/** The dated rule set of one programme, as `data/programmes/*.json` holds it and `programme-schema.ts` checks it. */
export interface ProgrammeRules {
  schemaVersion: 1;
  code: string;
  version: number;
  title: Text;
  legalBasis: { number: string; issuedOn: string; issuer: Text };
  predecessor: string | null;
  inForce: { from: string; to: string | null };
  skills: { code: string; title: Text }[];
  /** True: each class teaches one skill, to those whose turn it is. Left out: a class teaches everybody their own. */
  classesPerSkill?: boolean;
  frequency: { timesPerYear: number };
  /** The first cohort that matches a person wins, so the order matters. */
  cohorts: Cohort[];
  classTypes: ClassType[];
  retraining: {
    causes: Cause[];
    withinDays: number;
    /** A second move renews the deadline of the one open duty: the later date counts. */
    coalescedDeadline: 'later';
    supplementaryCountsAgainstQuota: boolean;
  };
  staffing: { unitLevel: UnitLevel; duty: DutyCode; minimum: number; maximum: number }[];
  allowance: { amountVnd: number; per: 'month'; duty: DutyCode };
  /** At most max(atLeast, floor(maxAwayShare × officers)) of a unit's officers with this duty away on one day. */
  deskRule: { duty: DutyCode; maxAwayShare: number; atLeast: number };
  settings: {
    daysPerClass: number;
    /** Days between the decision to open a class and its first day. */
    noticeDays: number;
    reachKm: number;
    /** Road kilometres per kilometre of great circle. */
    roadFactor: number;
    gapDaysBetweenWaves: number;
  };
  /** JSON pointers of the values that the decision does not state, each with the reason for the choice. */
  assumptions: { path: string; why: Text }[];
}
