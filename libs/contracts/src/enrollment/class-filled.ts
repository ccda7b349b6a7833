import { IsUUID } from 'class-validator';
import { IsCount } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** Enrollment has offered the class's seats to everybody who waits; so many are taken now. */
export class ClassFilled {
  static readonly type = 'enrollment.ClassFilled';
  static readonly version = 1;
  static readonly topics = [TOPICS.demand];

  @IsUUID() classId!: string;
  @IsCount() granted!: number;
  @IsCount() maximum!: number;
}
