import { Injectable } from '@nestjs/common';
import { ProgrammeAdopted, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { AdoptRulesOnProgrammeAdopted } from './adopt-rules-on-programme-adopted.js';

@Injectable()
export class ProgrammeConsumer extends TopicConsumer {
  readonly topic = TOPICS.programme.name;
  readonly table;

  constructor(adoptRules: AdoptRulesOnProgrammeAdopted) {
    super();
    this.table = { [ProgrammeAdopted.type]: adoptRules };
  }
}
