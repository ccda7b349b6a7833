import { Injectable } from '@nestjs/common';
import { EnrollmentProposalRequested, EnrollmentProposalSourceChanged, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { OpenProposalOnProposalRequested } from './open-proposal-on-proposal-requested.js';
import { StaleProposalOnSourceChanged } from './stale-proposal-on-source-changed.js';

@Injectable()
export class EnrollmentRequestConsumer extends TopicConsumer {
  readonly topic = TOPICS.enrollmentRequest.name;
  readonly table: TopicConsumer['table'];

  constructor(open: OpenProposalOnProposalRequested, stale: StaleProposalOnSourceChanged) {
    super();
    this.table = { [EnrollmentProposalRequested.type]: open, [EnrollmentProposalSourceChanged.type]: stale };
  }
}
