import { Injectable } from '@nestjs/common';
import { ClassOpened, ClassTrainerNamed, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { ProjectClassOnClassOpened } from './project-class-on-class-opened.js';

@Injectable()
export class ClassConsumer extends TopicConsumer {
  readonly topic = TOPICS.class.name;
  readonly table: TopicConsumer['table'];

  constructor(projectClassOnClassOpened: ProjectClassOnClassOpened) {
    super();
    this.table = {
      [ClassOpened.type]: projectClassOnClassOpened,
      [ClassTrainerNamed.type]: IGNORED,
    };
  }
}
