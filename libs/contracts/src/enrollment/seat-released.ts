import { IsIn, IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';

/**
 * Why: the person left, owes nothing any more, or owes it by another date; the unit withdrew or swapped the person; the class
 * was merged, moved or cancelled.
 */
export const RELEASE_REASONS = [
  'left',
  'no-duty',
  'class-does-not-fit',
  'withdrawn',
  'swapped',
  'class-changed',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** The seat is free again. */
export class SeatReleased {
  static readonly type = 'enrollment.SeatReleased';
  static readonly version = 1;
  static readonly topics = [TOPICS.seat];

  @IsUUID() seatId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsIn(RELEASE_REASONS) reason!: ReleaseReason;
}
