import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { OpenClassesOnProposalDecided } from './open-classes-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(openClasses: OpenClassesOnProposalDecided) {
    super();
    this.table = { [ProposalSubmitted.type]: IGNORED, [ProposalDecided.type]: openClasses };
  }
}
