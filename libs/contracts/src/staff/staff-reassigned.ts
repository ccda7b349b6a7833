import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { CAUSES, type Cause } from '../codes.js';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';
import { AssignmentState } from './assignment-state.js';
import { BackdatedMove } from './backdated-move.js';

/** A person changed unit, post or duties on one date, for one cause. */
export class StaffReassigned {
  static readonly type = 'staff.StaffReassigned';
  static readonly version = 1;
  static readonly topics = [TOPICS.assignment, TOPICS.assignmentBatch];

  @IsUUID() personId!: string;
  @ValidateNested() @Type(() => AssignmentState) before!: AssignmentState;
  @ValidateNested() @Type(() => AssignmentState) after!: AssignmentState;
  @IsIn(CAUSES) cause!: Cause;
  @IsPlainDate() effectiveDate!: string;
  @OrNull() @IsUUID() batchId!: string | null;
  /** Set when the change came late, so that it says nothing about the present. */
  @IsOptional() @ValidateNested() @Type(() => BackdatedMove) backdated?: BackdatedMove;
}
