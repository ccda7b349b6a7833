import { IsIn, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** Nobody owes this training any more: the person left, or holds a post that the programme does not name. */
export class DutyWaived {
  static readonly type = 'enrollment.DutyWaived';
  static readonly version = 1;
  static readonly topics = [TOPICS.duty];

  @IsUUID() dutyId!: string;
  @IsUUID() personId!: string;
  @IsIn(['left', 'outside-cohorts']) reason!: 'left' | 'outside-cohorts';
  @IsPlainDate() waivedOn!: string;
}
