import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer, type Reaction } from '#messaging';
import { DecidePlanOnProposalDecided } from './decide-plan-on-proposal-decided.js';
import { PublishReportOnProposalDecided } from './publish-report-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(decidePlan: DecidePlanOnProposalDecided, publishReport: PublishReportOnProposalDecided) {
    super();
    const decided: Reaction<ProposalDecided> = {
      handle: async (events, tx) => {
        await decidePlan.handle(events, tx);
        await publishReport.handle(events, tx);
      },
    };
    this.table = {
      [ProposalDecided.type]: decided,
      [ProposalSubmitted.type]: IGNORED,
    };
  }
}
