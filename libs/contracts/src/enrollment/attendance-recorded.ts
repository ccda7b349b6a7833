import { IsIn, IsUUID } from 'class-validator';
import { ATTENDANCE_MARKS, type AttendanceMark } from '../codes.js';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** The trainer marked one seat; it ends with the mark. */
export class AttendanceRecorded {
  static readonly type = 'enrollment.AttendanceRecorded';
  static readonly version = 1;
  static readonly topics = [TOPICS.seat];

  @IsUUID() seatId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsIn(ATTENDANCE_MARKS) mark!: AttendanceMark;
  @IsPlainDate() heldOn!: string;
}
