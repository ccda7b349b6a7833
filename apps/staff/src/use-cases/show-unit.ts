import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import type { SuccessionKind } from '../rules/plan-unit-change.js';
import { SELECT_UNIT, type UnitView } from '../database/unit-view.js';

export interface UnitWithSuccession extends UnitView {
  /** Under which code and name it was known, and by which decision. */
  names: DatedName[];
  predecessors: Succession[];
  successors: Succession[];
}

export interface DatedName {
  code: string;
  name: string;
  kind: string;
  from: string;
  to: string | null;
  decision: string;
}

export interface Succession {
  unitId: string;
  code: string;
  name: string;
  effectiveOn: string;
  kind: SuccessionKind;
}

const NAMES = `
  SELECT code, name, kind, lower(valid) AS "from", upper(valid) AS "to", decision
  FROM unit_name WHERE unit_id = $1 ORDER BY valid`;

const succession = (found: 'predecessor' | 'successor', given: 'predecessor' | 'successor') => `
  SELECT u.id AS "unitId", u.code, u.name, s.effective_on AS "effectiveOn", s.kind
  FROM unit_succession s JOIN unit u ON u.id = s.${found}_id
  WHERE s.${given}_id = $1 ORDER BY s.effective_on, u.code`;

/** One unit with those it came from and those it became. */
@Injectable()
export class ShowUnitHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string): Promise<UnitWithSuccession> {
    const [unit] = await queryRows<UnitView>(
      this.dataSource,
      `${SELECT_UNIT} WHERE unit.id = $1 ORDER BY unit_name.valid DESC LIMIT 1`,
      [id],
    );
    if (!unit) throw new NotFoundError('STAFF.UNIT_ID_UNKNOWN', { id });
    const read = (sql: string) => queryRows<Succession>(this.dataSource, sql, [id]);
    const predecessors = await read(succession('predecessor', 'successor'));
    const successors = await read(succession('successor', 'predecessor'));
    const names = await queryRows<DatedName>(this.dataSource, NAMES, [id]);
    return { ...unit, names, predecessors, successors };
  }
}
