import { Injectable } from '@nestjs/common';
import { PlanSubmitted, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { OpenProposalOnPlanSubmitted } from './open-proposal-on-plan-submitted.js';

@Injectable()
export class PlanConsumer extends TopicConsumer {
  readonly topic = TOPICS.plan.name;
  readonly table: TopicConsumer['table'];

  constructor(openProposal: OpenProposalOnPlanSubmitted) {
    super();
    this.table = { [PlanSubmitted.type]: openProposal };
  }
}
