import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, InTurn, TopicConsumer } from '#messaging';
import { ChangeClassOnProposalDecided } from './change-class-on-proposal-decided.js';
import { WaiveDutiesOnProposalDecided } from './waive-duties-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(changeClass: ChangeClassOnProposalDecided, waiveDuties: WaiveDutiesOnProposalDecided) {
    super();
    this.table = { [ProposalDecided.type]: new InTurn(changeClass, waiveDuties), [ProposalSubmitted.type]: IGNORED };
  }
}
