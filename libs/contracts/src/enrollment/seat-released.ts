import { IsIn, IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';

/** The seat is free again: its person left, moved away from what the class is for, or owes it by an earlier date. */
export class SeatReleased {
  static readonly type = 'enrollment.SeatReleased';
  static readonly version = 1;
  static readonly topics = [TOPICS.seat];

  @IsUUID() seatId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsIn(['left', 'no-duty', 'class-does-not-fit']) reason!: 'left' | 'no-duty' | 'class-does-not-fit';
}
