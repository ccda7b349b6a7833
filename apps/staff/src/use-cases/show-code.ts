import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';

export interface UnitOfCode {
  unitId: string;
  name: string;
  kind: string;
  from: string;
  to: string | null;
  decision: string;
}

const UNITS = `
  SELECT unit_id AS "unitId", name, kind, lower(valid) AS "from", upper(valid) AS "to", decision
  FROM unit_name WHERE code = $1 ORDER BY valid`;

/** Which units carried an official code, one after the other: a code names a unit only together with a date. */
@Injectable()
export class ShowCodeHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(code: string): Promise<{ code: string; units: UnitOfCode[] }> {
    return { code, units: await queryRows<UnitOfCode>(this.dataSource, UNITS, [code]) };
  }
}
