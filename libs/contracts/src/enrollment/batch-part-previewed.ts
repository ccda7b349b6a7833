import { IsUUID } from 'class-validator';
import { IsCount } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** What a part of a batch would bring about, by the rules and duties of the moment at which it was asked. */
export class BatchPartPreviewed {
  static readonly type = 'enrollment.BatchPartPreviewed';
  static readonly version = 1;
  static readonly topics = [TOPICS.batchEffect];

  @IsUUID() previewId!: string;
  @IsUUID() partId!: string;
  @IsCount() dutiesOpened!: number;
  /** Moves that an open duty answers, where another would have opened. */
  @IsCount() dutiesCoalesced!: number;
  @IsCount() dutiesWaived!: number;
  @IsCount() seatsFreed!: number;
}
