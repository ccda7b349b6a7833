import { Injectable } from '@nestjs/common';
import { EnrollmentAuditSealed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AnchorSealOnAuditSealed } from './anchor-seal-on-audit-sealed.js';

@Injectable()
export class EnrollmentAuditConsumer extends TopicConsumer {
  readonly topic = TOPICS.enrollmentAudit.name;
  readonly table: TopicConsumer['table'];

  constructor(anchor: AnchorSealOnAuditSealed) {
    super();
    this.table = { [EnrollmentAuditSealed.type]: anchor };
  }
}
