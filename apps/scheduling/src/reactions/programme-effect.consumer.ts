import { Injectable } from '@nestjs/common';
import { ProgrammePreviewed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { KeepEffectOnProgrammePreviewed } from './keep-effect-on-programme-previewed.js';

@Injectable()
export class ProgrammeEffectConsumer extends TopicConsumer {
  readonly topic = TOPICS.programmeEffect.name;
  readonly table: TopicConsumer['table'];

  constructor(keepEffect: KeepEffectOnProgrammePreviewed) {
    super();
    this.table = { [ProgrammePreviewed.type]: keepEffect };
  }
}
