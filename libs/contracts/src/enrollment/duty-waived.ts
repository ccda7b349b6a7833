import { IsIn, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/**
 * Nobody owes this training any more: the person left, or holds a post that the programme does not name, or somebody decided
 * so until a day. The next move that the programme asks about opens it again.
 */
export class DutyWaived {
  static readonly type = 'enrollment.DutyWaived';
  static readonly version = 1;
  static readonly topics = [TOPICS.duty];

  @IsUUID() dutyId!: string;
  @IsUUID() personId!: string;
  @IsIn(['left', 'outside-cohorts', 'decided']) reason!: 'left' | 'outside-cohorts' | 'decided';
  @IsPlainDate() waivedOn!: string;
}
