import { Injectable } from '@nestjs/common';
import { TOPICS, UnitDissolved, UnitEstablished, UnitRenamed, UnitsMerged } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { FollowUnitsOnUnitsMerged } from './follow-units-on-units-merged.js';

@Injectable()
export class UnitConsumer extends TopicConsumer {
  readonly topic = TOPICS.unit.name;
  readonly table: TopicConsumer['table'];

  constructor(followUnits: FollowUnitsOnUnitsMerged) {
    super();
    this.table = {
      [UnitEstablished.type]: IGNORED,
      [UnitRenamed.type]: IGNORED,
      [UnitsMerged.type]: followUnits,
      // Its people are told about one by one.
      [UnitDissolved.type]: IGNORED,
    };
  }
}
