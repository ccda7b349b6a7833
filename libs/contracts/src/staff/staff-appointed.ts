import { Type } from 'class-transformer';
import { IsIn, IsUUID, ValidateNested } from 'class-validator';
import { CAUSES, type Cause } from '../codes.js';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';
import { AssignmentState } from './assignment-state.js';

/** A person who held no post took one. */
export class StaffAppointed {
  static readonly type = 'staff.StaffAppointed';
  static readonly version = 1;
  static readonly topics = [TOPICS.assignment, TOPICS.assignmentBatch];

  @IsUUID() personId!: string;
  @ValidateNested() @Type(() => AssignmentState) after!: AssignmentState;
  @IsIn(CAUSES) cause!: Cause;
  @IsPlainDate() effectiveDate!: string;
  @OrNull() @IsUUID() batchId!: string | null;
}
