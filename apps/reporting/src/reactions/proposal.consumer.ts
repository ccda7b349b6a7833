import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { DecidePlanOnProposalDecided } from './decide-plan-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(decidePlanOnProposalDecided: DecidePlanOnProposalDecided) {
    super();
    this.table = {
      [ProposalDecided.type]: decidePlanOnProposalDecided,
      [ProposalSubmitted.type]: IGNORED,
    };
  }
}
