// The words that events, tables, files and routes share. A code is never renamed, only added.

export const UNIT_LEVELS = ['province', 'department', 'district', 'commune'] as const;
export type UnitLevel = (typeof UNIT_LEVELS)[number];

export const POST_CODES = [
  'director',
  'deputy-director',
  'chief-of-office',
  'deputy-chief-of-office',
  'office-specialist',
  'committee-chairman',
  'committee-vice-chairman',
  'head-of-home-affairs',
  'home-affairs-officer',
  'district-office-officer',
  'party-secretary',
  'deputy-party-secretary',
  'council-chairman',
  'council-vice-chairman',
  'office-statistics-officer',
  'land-construction-officer',
  'justice-registry-officer',
] as const;
export type PostCode = (typeof POST_CODES)[number];

export const DUTY_CODES = ['focal-point', 'one-stop'] as const;
export type DutyCode = (typeof DUTY_CODES)[number];

export const CAUSES = [
  'registration',
  'appointment',
  'rotation',
  'election',
  'merger',
  'retirement',
  'resignation',
  'correction',
] as const;
export type Cause = (typeof CAUSES)[number];

export const CLASS_TYPES = ['provincial', 'commune'] as const;
export type ClassTypeCode = (typeof CLASS_TYPES)[number];

export const DUTY_KINDS = ['yearly', 'retraining'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

export const ATTENDANCE_MARKS = ['attended', 'absent'] as const;
export type AttendanceMark = (typeof ATTENDANCE_MARKS)[number];
