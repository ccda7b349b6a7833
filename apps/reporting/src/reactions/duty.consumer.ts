import { Injectable } from '@nestjs/common';
import { DutyOpened, DutyMoved, DutyFulfilled, DutyOverdue, DutyWaived, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
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
      // A report counts by itself what is open after its deadline.
      [DutyOverdue.type]: IGNORED,
    };
  }
}
