import { IsIn, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

export const WAITING_REASONS = ['no-class', 'classes-full', 'desk-rule', 'refused'] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** A person who owes training waits for a seat, with the reason. */
export class WaitlistJoined {
  static readonly type = 'enrollment.WaitlistJoined';
  static readonly version = 1;
  static readonly topics = [TOPICS.seat];

  @IsUUID() personId!: string;
  @IsUUID() unitId!: string;
  @IsPlainDate() deadline!: string;
  @IsIn(WAITING_REASONS) reason!: WaitingReason;
}
