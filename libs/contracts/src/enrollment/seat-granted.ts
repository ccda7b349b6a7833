import { IsIn, IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';

/**
 * Why a person has the seat: the rules gave it (from the seat plan, from what the unit reserved, or within reach), the unit
 * nominated or swapped the person, or the class before was merged into this one.
 */
export const GRANTED_BY = ['seat-plan', 'reach', 'reservation', 'nomination', 'swap', 'class-change'] as const;
export type GrantedBy = (typeof GRANTED_BY)[number];

/** One person has one seat in one class. */
export class SeatGranted {
  static readonly type = 'enrollment.SeatGranted';
  static readonly version = 1;
  static readonly topics = [TOPICS.seat];

  @IsUUID() seatId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsUUID() unitId!: string;
  @IsIn(GRANTED_BY) by!: GrantedBy;
}
