import { Injectable } from '@nestjs/common';
import { ProgrammePreviewRequested, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { PreviewEffectOnProgrammePreviewRequested } from './preview-effect-on-programme-preview-requested.js';

@Injectable()
export class ProgrammePreviewConsumer extends TopicConsumer {
  readonly topic = TOPICS.programmePreview.name;
  readonly table;

  constructor(previewEffect: PreviewEffectOnProgrammePreviewRequested) {
    super();
    this.table = { [ProgrammePreviewRequested.type]: previewEffect };
  }
}
