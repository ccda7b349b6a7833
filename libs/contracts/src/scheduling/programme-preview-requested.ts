import { IsObject, IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';
import type { ProgrammeRules } from './programme-rules.js';

/** Somebody asks whom rules would name that are not in force; nothing has happened. */
export class ProgrammePreviewRequested {
  static readonly type = 'scheduling.ProgrammePreviewRequested';
  static readonly version = 1;
  static readonly topics = [TOPICS.programmePreview];

  @IsUUID() previewId!: string;
  /** The first day of the rules; they are compared with those in force on the day before. */
  @IsPlainDate() from!: string;
  @IsObject() rules!: ProgrammeRules;
}
