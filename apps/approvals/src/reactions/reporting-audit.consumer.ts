import { Injectable } from '@nestjs/common';
import { ReportingAuditSealed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AnchorSealOnAuditSealed } from './anchor-seal-on-audit-sealed.js';

@Injectable()
export class ReportingAuditConsumer extends TopicConsumer {
  readonly topic = TOPICS.reportingAudit.name;
  readonly table: TopicConsumer['table'];

  constructor(anchor: AnchorSealOnAuditSealed) {
    super();
    this.table = { [ReportingAuditSealed.type]: anchor };
  }
}
