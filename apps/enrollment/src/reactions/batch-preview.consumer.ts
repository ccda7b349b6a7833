import { Injectable } from '@nestjs/common';
import { BatchPreviewRequested, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { PreviewEffectOnBatchPreviewRequested } from './preview-effect-on-batch-preview-requested.js';

@Injectable()
export class BatchPreviewConsumer extends TopicConsumer {
  readonly topic = TOPICS.batchPreview.name;
  readonly table;

  constructor(previewEffect: PreviewEffectOnBatchPreviewRequested) {
    super();
    this.table = { [BatchPreviewRequested.type]: previewEffect };
  }
}
