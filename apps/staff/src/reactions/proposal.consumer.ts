import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { ReleaseBatchOnProposalDecided } from './release-batch-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(releaseBatch: ReleaseBatchOnProposalDecided) {
    super();
    this.table = { [ProposalDecided.type]: releaseBatch, [ProposalSubmitted.type]: IGNORED };
  }
}
