import { Injectable } from '@nestjs/common';
import { SchedulingAuditSealed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AnchorSealOnAuditSealed } from './anchor-seal-on-audit-sealed.js';

@Injectable()
export class SchedulingAuditConsumer extends TopicConsumer {
  readonly topic = TOPICS.schedulingAudit.name;
  readonly table: TopicConsumer['table'];

  constructor(anchor: AnchorSealOnAuditSealed) {
    super();
    this.table = { [SchedulingAuditSealed.type]: anchor };
  }
}
