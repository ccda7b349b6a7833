import { Injectable } from '@nestjs/common';
import { BatchPartPreviewed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AddToPreviewOnBatchPartPreviewed } from './add-to-preview-on-batch-part-previewed.js';

@Injectable()
export class BatchEffectConsumer extends TopicConsumer {
  readonly topic = TOPICS.batchEffect.name;
  readonly table: TopicConsumer['table'];

  constructor(addToPreview: AddToPreviewOnBatchPartPreviewed) {
    super();
    this.table = { [BatchPartPreviewed.type]: addToPreview };
  }
}
