import { Injectable } from '@nestjs/common';
import { DutyOpened, DutyMoved, DutyFulfilled, DutyWaived, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ProjectDuties } from './project-duties.js';

@Injectable()
export class DutyConsumer extends TopicConsumer {
  readonly topic = TOPICS.duty.name;
  readonly table: TopicConsumer['table'];

  constructor(projectDuties: ProjectDuties) {
    super();
    this.table = {
      [DutyOpened.type]: projectDuties,
      [DutyMoved.type]: projectDuties,
      [DutyFulfilled.type]: projectDuties,
      [DutyWaived.type]: projectDuties,
    };
  }
}
