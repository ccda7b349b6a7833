import { Injectable } from '@nestjs/common';
import { SchedulingProposalRequested, SchedulingProposalSourceChanged, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { OpenProposalOnProposalRequested } from './open-proposal-on-proposal-requested.js';
import { StaleProposalOnSourceChanged } from './stale-proposal-on-source-changed.js';

@Injectable()
export class SchedulingRequestConsumer extends TopicConsumer {
  readonly topic = TOPICS.schedulingRequest.name;
  readonly table: TopicConsumer['table'];

  constructor(open: OpenProposalOnProposalRequested, stale: StaleProposalOnSourceChanged) {
    super();
    this.table = { [SchedulingProposalRequested.type]: open, [SchedulingProposalSourceChanged.type]: stale };
  }
}
