import { Injectable } from '@nestjs/common';
import { ProgrammeAdopted, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { KeepNormsOnProgrammeAdopted } from './keep-norms-on-programme-adopted.js';

@Injectable()
export class ProgrammeConsumer extends TopicConsumer {
  readonly topic = TOPICS.programme.name;
  readonly table: TopicConsumer['table'];

  constructor(keepNorms: KeepNormsOnProgrammeAdopted) {
    super();
    this.table = { [ProgrammeAdopted.type]: keepNorms };
  }
}
