import { Injectable } from '@nestjs/common';
import { ClassChanged, ClassFilled, DemandChanged, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ChangeClassOnClassChanged } from './change-class-on-class-changed.js';
import { KeepDemandOnDemandChanged } from './keep-demand-on-demand-changed.js';
import { MarkClassOnClassFilled } from './mark-class-on-class-filled.js';

@Injectable()
export class DemandConsumer extends TopicConsumer {
  readonly topic = TOPICS.demand.name;
  readonly table: TopicConsumer['table'];

  constructor(keep: KeepDemandOnDemandChanged, mark: MarkClassOnClassFilled, change: ChangeClassOnClassChanged) {
    super();
    this.table = { [DemandChanged.type]: keep, [ClassFilled.type]: mark, [ClassChanged.type]: change };
  }
}
