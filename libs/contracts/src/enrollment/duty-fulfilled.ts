import { IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A certificate answered the duty. */
export class DutyFulfilled {
  static readonly type = 'enrollment.DutyFulfilled';
  static readonly version = 1;
  static readonly topics = [TOPICS.duty];

  @IsUUID() dutyId!: string;
  @IsUUID() personId!: string;
  @IsUUID() certificateId!: string;
  @IsPlainDate() fulfilledOn!: string;
}
