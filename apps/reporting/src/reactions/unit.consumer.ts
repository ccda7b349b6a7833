import { Injectable } from '@nestjs/common';
import { UnitEstablished, UnitRenamed, UnitsMerged, UnitDissolved, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ProjectUnits } from './project-units.js';

@Injectable()
export class UnitConsumer extends TopicConsumer {
  readonly topic = TOPICS.unit.name;
  readonly table: TopicConsumer['table'];

  constructor(projectUnits: ProjectUnits) {
    super();
    this.table = {
      [UnitEstablished.type]: projectUnits,
      [UnitRenamed.type]: projectUnits,
      [UnitsMerged.type]: projectUnits,
      [UnitDissolved.type]: projectUnits,
    };
  }
}
