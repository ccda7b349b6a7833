import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DemandGroup } from '#contracts';
import { reading } from '../database/reader.js';

interface ListedDemand {
  unitId: string;
  code: string | null;
  name: string | null;
  deskStaff: number;
  groups: DemandGroup[];
}

const DEMAND = `
  SELECT d.unit_id AS "unitId", u.code, u.name, d.desk_staff AS "deskStaff", d.groups
  FROM unit_demand d LEFT JOIN known_unit u ON u.id = d.unit_id
  WHERE jsonb_array_length(d.groups) > 0 ORDER BY u.code, d.unit_id`;

/** Who waits for a class, unit by unit, as enrollment last said. */
@Injectable()
export class ListDemandHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    const items = await reading(this.dataSource).query<ListedDemand>(DEMAND);
    const waiting = items.flatMap(({ groups }) => groups).reduce((sum, group) => sum + group.waiting, 0);
    return { items, waiting };
  }
}
