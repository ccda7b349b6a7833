import { Injectable } from '@nestjs/common';
import { ClassOpened, ClassTrainerNamed, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { NameTrainerOnClassTrainerNamed } from './name-trainer-on-class-trainer-named.js';
import { OpenClassOnClassOpened } from './open-class-on-class-opened.js';

@Injectable()
export class ClassConsumer extends TopicConsumer {
  readonly topic = TOPICS.class.name;
  readonly table;

  constructor(openClass: OpenClassOnClassOpened, nameTrainer: NameTrainerOnClassTrainerNamed) {
    super();
    this.table = { [ClassOpened.type]: openClass, [ClassTrainerNamed.type]: nameTrainer };
  }
}
