import { Injectable } from '@nestjs/common';
import { StaffAppointed, StaffReassigned, StaffLeft, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ProjectAssignments } from './project-assignments.js';

@Injectable()
export class AssignmentBatchConsumer extends TopicConsumer {
  readonly topic = TOPICS.assignmentBatch.name;
  readonly table: TopicConsumer['table'];

  constructor(projectAssignments: ProjectAssignments) {
    super();
    this.table = {
      [StaffAppointed.type]: projectAssignments,
      [StaffReassigned.type]: projectAssignments,
      [StaffLeft.type]: projectAssignments,
    };
  }
}
