import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { ClassRow } from '../database/class.row.js';

const STATUSES = ['open', 'held', 'cancelled'] as const;

export class ListClasses {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

@Injectable()
export class ListClassesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ status }: ListClasses) {
    const rows = await this.dataSource.manager.find(ClassRow, {
      where: status ? { status } : {},
      order: { startsOn: 'ASC', id: 'ASC' },
    });
    return {
      items: rows.map(({ announced: _, fillRevision: _fill, trainerRevision: _trainer, ...shown }) => shown),
    };
  }
}
