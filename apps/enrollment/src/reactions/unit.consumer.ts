import { Injectable } from '@nestjs/common';
import { TOPICS, UnitDissolved, UnitEstablished, UnitRenamed, UnitsMerged } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { EndUnitOnUnitDissolved } from './end-unit-on-unit-dissolved.js';
import { FollowUnitsOnUnitsMerged } from './follow-units-on-units-merged.js';
import { KnowUnitOnUnitEstablished } from './know-unit-on-unit-established.js';

@Injectable()
export class UnitConsumer extends TopicConsumer {
  readonly topic = TOPICS.unit.name;
  readonly table: TopicConsumer['table'];

  constructor(
    knowUnit: KnowUnitOnUnitEstablished,
    followUnits: FollowUnitsOnUnitsMerged,
    endUnit: EndUnitOnUnitDissolved,
  ) {
    super();
    this.table = {
      [UnitEstablished.type]: knowUnit,
      [UnitRenamed.type]: IGNORED,
      [UnitsMerged.type]: followUnits,
      [UnitDissolved.type]: endUnit,
    };
  }
}
