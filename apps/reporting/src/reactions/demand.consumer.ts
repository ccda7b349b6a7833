import { Injectable } from '@nestjs/common';
import { ClassChanged, ClassFilled, DemandChanged, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { ProjectClassOnClassChanged } from './project-class-on-class-changed.js';

@Injectable()
export class DemandConsumer extends TopicConsumer {
  readonly topic = TOPICS.demand.name;
  readonly table: TopicConsumer['table'];

  constructor(projectClassOnClassChanged: ProjectClassOnClassChanged) {
    super();
    this.table = {
      [ClassChanged.type]: projectClassOnClassChanged,
      // Reporting counts duties and seats one by one.
      [ClassFilled.type]: IGNORED,
      [DemandChanged.type]: IGNORED,
    };
  }
}
