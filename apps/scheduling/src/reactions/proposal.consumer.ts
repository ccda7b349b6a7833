import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, InTurn, TopicConsumer } from '#messaging';
import { AdoptVersionOnProposalDecided } from './adopt-version-on-proposal-decided.js';
import { OpenClassesOnProposalDecided } from './open-classes-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(openClasses: OpenClassesOnProposalDecided, adoptVersion: AdoptVersionOnProposalDecided) {
    super();
    this.table = {
      [ProposalSubmitted.type]: IGNORED,
      [ProposalDecided.type]: new InTurn(openClasses, adoptVersion),
    };
  }
}
