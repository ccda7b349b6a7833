import { Injectable } from '@nestjs/common';
import { StaffAuditSealed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AnchorSealOnAuditSealed } from './anchor-seal-on-audit-sealed.js';

@Injectable()
export class StaffAuditConsumer extends TopicConsumer {
  readonly topic = TOPICS.staffAudit.name;
  readonly table: TopicConsumer['table'];

  constructor(anchor: AnchorSealOnAuditSealed) {
    super();
    this.table = { [StaffAuditSealed.type]: anchor };
  }
}
