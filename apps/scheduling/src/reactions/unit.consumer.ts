import { Injectable } from '@nestjs/common';
import { TOPICS, UnitDissolved, UnitEstablished, UnitRenamed, UnitsMerged } from '#contracts';
import { TopicConsumer } from '#messaging';
import { CloseUnitOnUnitDissolved } from './close-unit-on-unit-dissolved.js';
import { CloseUnitsOnUnitsMerged } from './close-units-on-units-merged.js';
import { RenameUnitOnUnitRenamed } from './rename-unit-on-unit-renamed.js';
import { KeepUnitOnUnitEstablished } from './keep-unit-on-unit-established.js';

@Injectable()
export class UnitConsumer extends TopicConsumer {
  readonly topic = TOPICS.unit.name;
  readonly table: TopicConsumer['table'];

  constructor(
    keep: KeepUnitOnUnitEstablished,
    rename: RenameUnitOnUnitRenamed,
    merge: CloseUnitsOnUnitsMerged,
    dissolve: CloseUnitOnUnitDissolved,
  ) {
    super();
    this.table = {
      [UnitEstablished.type]: keep,
      [UnitRenamed.type]: rename,
      [UnitsMerged.type]: merge,
      [UnitDissolved.type]: dissolve,
    };
  }
}
