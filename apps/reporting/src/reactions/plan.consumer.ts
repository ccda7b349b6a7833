import { Injectable } from '@nestjs/common';
import { PlanSubmitted, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ProjectPlanOnPlanSubmitted } from './project-plan-on-plan-submitted.js';

@Injectable()
export class PlanConsumer extends TopicConsumer {
  readonly topic = TOPICS.plan.name;
  readonly table: TopicConsumer['table'];

  constructor(projectPlanOnPlanSubmitted: ProjectPlanOnPlanSubmitted) {
    super();
    this.table = {
      [PlanSubmitted.type]: projectPlanOnPlanSubmitted,
    };
  }
}
