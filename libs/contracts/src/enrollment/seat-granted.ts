import { IsIn, IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';

/** One person has one seat in one class. */
export class SeatGranted {
  static readonly type = 'enrollment.SeatGranted';
  static readonly version = 1;
  static readonly topics = [TOPICS.seat];

  @IsUUID() seatId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsUUID() unitId!: string;
  @IsIn(['seat-plan', 'reach']) by!: 'seat-plan' | 'reach';
}
