import { Injectable } from '@nestjs/common';
import { ProgrammeAdopted, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ProjectProgrammeOnProgrammeAdopted } from './project-programme-on-programme-adopted.js';

@Injectable()
export class ProgrammeConsumer extends TopicConsumer {
  readonly topic = TOPICS.programme.name;
  readonly table: TopicConsumer['table'];

  constructor(projectProgrammeOnProgrammeAdopted: ProjectProgrammeOnProgrammeAdopted) {
    super();
    this.table = {
      [ProgrammeAdopted.type]: projectProgrammeOnProgrammeAdopted,
    };
  }
}
