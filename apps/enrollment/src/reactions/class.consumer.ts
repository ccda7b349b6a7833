import { Injectable } from '@nestjs/common';
import { ClassOpened, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { OpenClassOnClassOpened } from './open-class-on-class-opened.js';

@Injectable()
export class ClassConsumer extends TopicConsumer {
  readonly topic = TOPICS.class.name;
  readonly table;

  constructor(openClass: OpenClassOnClassOpened) {
    super();
    this.table = { [ClassOpened.type]: openClass };
  }
}
