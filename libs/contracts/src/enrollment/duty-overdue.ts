import { IsIn, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A duty is open after its deadline: told first for its unit, and a month later for the province. */
export class DutyOverdue {
  static readonly type = 'enrollment.DutyOverdue';
  static readonly version = 1;
  static readonly topics = [TOPICS.duty];

  @IsUUID() dutyId!: string;
  @IsUUID() personId!: string;
  @IsUUID() unitId!: string;
  @IsPlainDate() deadline!: string;
  /** Whose turn it is to act. */
  @IsIn(['unit', 'province']) level!: 'unit' | 'province';
}
