import { IsInt, IsObject, IsString, IsUUID } from 'class-validator';
import { IsPlainDate, OrNull } from '../decorators.js';
import { TOPICS } from '../topics.js';
import type { ProgrammeRules } from './programme-rules.js';

/** A version of a programme's rules is in force between two dates. */
export class ProgrammeAdopted {
  static readonly type = 'scheduling.ProgrammeAdopted';
  static readonly version = 1;
  static readonly topics = [TOPICS.programme];

  @IsUUID() programmeId!: string;
  @IsString() code!: string;
  @IsInt() programmeVersion!: number;
  @IsPlainDate() from!: string;
  @OrNull() @IsPlainDate() to!: string | null;
  @IsObject() rules!: ProgrammeRules;
}
