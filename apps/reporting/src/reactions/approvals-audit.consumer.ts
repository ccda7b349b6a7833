import { Injectable } from '@nestjs/common';
import { ApprovalsAuditSealed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { KeepHeadOnAuditSealed } from './keep-head-on-audit-sealed.js';

@Injectable()
export class ApprovalsAuditConsumer extends TopicConsumer {
  readonly topic = TOPICS.approvalsAudit.name;
  readonly table;

  constructor(keepHead: KeepHeadOnAuditSealed) {
    super();
    this.table = { [ApprovalsAuditSealed.type]: keepHead };
  }
}
