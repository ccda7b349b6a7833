import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { CAUSES, type Cause } from '../codes.js';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';
import { AssignmentState } from './assignment-state.js';
import { BackdatedMove } from './backdated-move.js';

/** A person gave up the post and holds none any more: owes no training, keeps no seat. */
export class StaffLeft {
  static readonly type = 'staff.StaffLeft';
  static readonly version = 1;
  static readonly topics = [TOPICS.assignment, TOPICS.assignmentBatch];

  @IsUUID() personId!: string;
  @ValidateNested() @Type(() => AssignmentState) before!: AssignmentState;
  @IsIn(CAUSES) cause!: Cause;
  @IsPlainDate() effectiveDate!: string;
  @OrNull() @IsUUID() batchId!: string | null;
  /** Set when the change came late, so that it says nothing about the present. */
  @IsOptional() @ValidateNested() @Type(() => BackdatedMove) backdated?: BackdatedMove;
}
