import { Injectable } from '@nestjs/common';
import { ProposalDecided, ProposalSubmitted, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer, type Reaction } from '#messaging';
import { AdoptVersionOnProposalDecided } from './adopt-version-on-proposal-decided.js';
import { OpenClassesOnProposalDecided } from './open-classes-on-proposal-decided.js';

@Injectable()
export class ProposalConsumer extends TopicConsumer {
  readonly topic = TOPICS.proposal.name;
  readonly table: TopicConsumer['table'];

  constructor(openClasses: OpenClassesOnProposalDecided, adoptVersion: AdoptVersionOnProposalDecided) {
    super();
    const decided: Reaction<ProposalDecided> = {
      handle: async (events, tx) => {
        await openClasses.handle(events, tx);
        await adoptVersion.handle(events, tx);
      },
    };
    this.table = { [ProposalSubmitted.type]: IGNORED, [ProposalDecided.type]: decided };
  }
}
