import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { ChangeClassOnProposalDecided } from './change-class-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(changeClass: ChangeClassOnProposalDecided) {
    super();
    this.table = { [ProposalDecided.type]: changeClass, [ProposalSubmitted.type]: IGNORED };
  }
}
