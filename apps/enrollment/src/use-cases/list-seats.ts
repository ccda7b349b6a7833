import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { ClassRow } from '../database/class.row.js';
import { SeatRow } from '../database/seat.row.js';

@Injectable()
export class ListSeatsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(classId: string) {
    const items = await this.dataSource.manager.find(SeatRow, {
      where: { classId },
      order: { personId: 'ASC', id: 'ASC' },
    });
    // After the seats: a seat given in between is counted, and none is shown that is not.
    const found = await this.dataSource.manager.findOneBy(ClassRow, { id: classId });
    if (!found) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
    return { classId, granted: found.granted, maximum: found.maximum, items };
  }
}
