import { ArrayUnique, IsIn, IsUUID } from 'class-validator';
import { DUTY_CODES, POST_CODES, UNIT_LEVELS, type DutyCode, type PostCode, type UnitLevel } from '../codes.js';

/** Where a person serves: the unit, the main post in it, and the duties held beside that post. */
export class AssignmentState {
  @IsUUID() unitId!: string;
  @IsIn(UNIT_LEVELS) unitLevel!: UnitLevel;
  @IsIn(POST_CODES) post!: PostCode;
  @IsIn(DUTY_CODES, { each: true }) @ArrayUnique() duties!: DutyCode[];
}
