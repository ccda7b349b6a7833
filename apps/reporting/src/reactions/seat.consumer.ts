import { Injectable } from '@nestjs/common';
import { SeatGranted, SeatReleased, AttendanceRecorded, WaitlistJoined, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
import { ProjectSeats } from './project-seats.js';

@Injectable()
export class SeatConsumer extends TopicConsumer {
  readonly topic = TOPICS.seat.name;
  readonly table: TopicConsumer['table'];

  constructor(projectSeats: ProjectSeats) {
    super();
    this.table = {
      [SeatGranted.type]: projectSeats,
      [SeatReleased.type]: projectSeats,
      [AttendanceRecorded.type]: projectSeats,
      [WaitlistJoined.type]: projectSeats,
    };
  }
}
