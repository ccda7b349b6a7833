import { Injectable } from '@nestjs/common';
import { ClassFilled, DemandChanged, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { KeepDemandOnDemandChanged } from './keep-demand-on-demand-changed.js';
import { MarkClassOnClassFilled } from './mark-class-on-class-filled.js';

@Injectable()
export class DemandConsumer extends TopicConsumer {
  readonly topic = TOPICS.demand.name;
  readonly table: TopicConsumer['table'];

  constructor(keep: KeepDemandOnDemandChanged, mark: MarkClassOnClassFilled) {
    super();
    this.table = { [DemandChanged.type]: keep, [ClassFilled.type]: mark };
  }
}
