import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { CAUSES, type Cause } from '../codes.js';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';
import { AssignmentState } from './assignment-state.js';
import { BackdatedMove } from './backdated-move.js';

/** One step that a batch would take with a person. */
export class PreviewedMove {
  @IsUUID() personId!: string;
  @IsPlainDate() effectiveDate!: string;
  /** Null: the person would leave. */
  @OrNull() @ValidateNested() @Type(() => AssignmentState) after!: AssignmentState | null;
  /** Set when the step would come late: `after` is then where the person serves now. */
  @IsOptional() @ValidateNested() @Type(() => BackdatedMove) backdated?: BackdatedMove;
}

/** Somebody asks what a part of a batch would bring about if it were released now; nothing has happened. */
export class BatchPreviewRequested {
  static readonly type = 'staff.BatchPreviewRequested';
  static readonly version = 1;
  static readonly topics = [TOPICS.batchPreview];

  @IsUUID() previewId!: string;
  @IsUUID() partId!: string;
  @IsUUID() batchId!: string;
  @IsIn(CAUSES) cause!: Cause;
  /** All moves of each person of the part, in their order. */
  @ValidateNested({ each: true }) @Type(() => PreviewedMove) @ArrayNotEmpty() moves!: PreviewedMove[];
}
