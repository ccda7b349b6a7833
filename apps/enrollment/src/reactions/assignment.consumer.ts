import { Injectable } from '@nestjs/common';
import { StaffAppointed, StaffLeft, StaffReassigned, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { FollowPersonOnAssignment } from './follow-person-on-assignment.js';

@Injectable()
export class AssignmentConsumer extends TopicConsumer {
  readonly topic = TOPICS.assignment.name;
  readonly table;

  constructor(followPerson: FollowPersonOnAssignment) {
    super();
    this.table = {
      [StaffAppointed.type]: followPerson,
      [StaffReassigned.type]: followPerson,
      [StaffLeft.type]: followPerson,
    };
  }
}
