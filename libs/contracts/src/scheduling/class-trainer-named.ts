import { IsString, IsUUID } from 'class-validator';
import { OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** Another account teaches an open class from now on. */
export class ClassTrainerNamed {
  static readonly type = 'scheduling.ClassTrainerNamed';
  static readonly version = 1;
  static readonly topics = [TOPICS.class];

  @IsUUID() classId!: string;
  /** Subject of the account; null: nobody is named. */
  @OrNull() @IsString() trainer!: string | null;
}
