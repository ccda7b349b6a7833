import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { IsPlainDate, OrNull } from '../decorators.js';
import { AssignmentState } from './assignment-state.js';

/**
 * A change that became known late. The event itself then says where the person serves now, or served last, which stays
 * as it is; its cause and effective date are those of the late change.
 */
export class BackdatedMove {
  /** Where the person had served until the effective date; null when nowhere. */
  @OrNull() @ValidateNested() @Type(() => AssignmentState) before!: AssignmentState | null;
  /** Where the person served from then on; null when nowhere. */
  @OrNull() @ValidateNested() @Type(() => AssignmentState) after!: AssignmentState | null;
  /** The day of the next change, which had been known. */
  @IsPlainDate() until!: string;
  /** Since when the person serves where the event says, or serves no more. */
  @IsPlainDate() since!: string;
}
