import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DemandRow } from '../database/demand.row.js';

@Injectable()
export class ShowDemandHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    const units = await this.dataSource.manager.find(DemandRow, { order: { unitId: 'ASC' } });
    const groups = units.flatMap(unit => unit.groups);
    const waiting = groups.reduce((sum, group) => sum + group.waiting, 0);
    const retraining = groups.filter(group => group.retraining).reduce((sum, group) => sum + group.waiting, 0);
    return { waiting, retraining, units: units.filter(unit => unit.groups.length > 0) };
  }
}
