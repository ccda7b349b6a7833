import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, InTurn, TopicConsumer } from '#messaging';
import { DecidePlanOnProposalDecided } from './decide-plan-on-proposal-decided.js';
import { PublishReportOnProposalDecided } from './publish-report-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(decidePlan: DecidePlanOnProposalDecided, publishReport: PublishReportOnProposalDecided) {
    super();
    this.table = {
      [ProposalDecided.type]: new InTurn(decidePlan, publishReport),
      [ProposalSubmitted.type]: IGNORED,
    };
  }
}
