import { Injectable } from '@nestjs/common';
import { StaffProposalRequested, StaffProposalSourceChanged, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { OpenProposalOnProposalRequested } from './open-proposal-on-proposal-requested.js';
import { StaleProposalOnSourceChanged } from './stale-proposal-on-source-changed.js';

@Injectable()
export class StaffRequestConsumer extends TopicConsumer {
  readonly topic = TOPICS.staffRequest.name;
  readonly table: TopicConsumer['table'];

  constructor(open: OpenProposalOnProposalRequested, stale: StaleProposalOnSourceChanged) {
    super();
    this.table = { [StaffProposalRequested.type]: open, [StaffProposalSourceChanged.type]: stale };
  }
}
