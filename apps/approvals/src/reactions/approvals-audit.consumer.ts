import { Injectable } from '@nestjs/common';
import { ApprovalsAuditSealed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AnchorSealOnAuditSealed } from './anchor-seal-on-audit-sealed.js';

@Injectable()
export class ApprovalsAuditConsumer extends TopicConsumer {
  readonly topic = TOPICS.approvalsAudit.name;
  readonly table: TopicConsumer['table'];

  constructor(anchor: AnchorSealOnAuditSealed) {
    super();
    this.table = { [ApprovalsAuditSealed.type]: anchor };
  }
}
