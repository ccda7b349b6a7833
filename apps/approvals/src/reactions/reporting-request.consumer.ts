import { Injectable } from '@nestjs/common';
import { ReportingProposalRequested, ReportingProposalSourceChanged, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { OpenProposalOnProposalRequested } from './open-proposal-on-proposal-requested.js';
import { StaleProposalOnSourceChanged } from './stale-proposal-on-source-changed.js';

@Injectable()
export class ReportingRequestConsumer extends TopicConsumer {
  readonly topic = TOPICS.reportingRequest.name;
  readonly table: TopicConsumer['table'];

  constructor(open: OpenProposalOnProposalRequested, stale: StaleProposalOnSourceChanged) {
    super();
    this.table = { [ReportingProposalRequested.type]: open, [ReportingProposalSourceChanged.type]: stale };
  }
}
