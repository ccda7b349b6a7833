import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import type { SuccessionKind } from '../rules/plan-unit-change.js';
import { SELECT_UNIT, type UnitView } from '../database/unit-view.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ShowUnit {
  /** As it was on this day, with what had happened to it by then; everything that ever was when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
}

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
  /** Date and issuer of the decision; null where they were not recorded. */
  issuedOn: string | null;
  issuer: string | null;
}

export interface Succession {
  unitId: string;
  code: string;
  name: string;
  effectiveOn: string;
  kind: SuccessionKind;
  decision: string | null;
}

const UNIT = `
  ${SELECT_UNIT} WHERE unit.id = $1 AND ($2::date IS NULL OR unit_name.valid @> $2::date)
  ORDER BY unit_name.valid DESC LIMIT 1`;

const NAMES = `
  SELECT n.code, n.name, n.kind, lower(n.valid) AS "from", upper(n.valid) AS "to", n.decision, c.issued_on AS "issuedOn",
    c.issuer
  FROM unit_name n LEFT JOIN unit_change c ON c.id = n.change_id
  WHERE n.unit_id = $1 AND ($2::date IS NULL OR lower(n.valid) <= $2::date) ORDER BY n.valid`;

// The one that follows or was followed is called as it was on the day of the change.
const succession = (found: 'predecessor' | 'successor', given: 'predecessor' | 'successor') => `
  SELECT s.${found}_id AS "unitId", n.code, n.name, s.effective_on AS "effectiveOn", s.kind, c.decision
  FROM unit_succession s LEFT JOIN unit_change c ON c.id = s.change_id
  CROSS JOIN LATERAL (
    SELECT code, name FROM unit_name n WHERE n.unit_id = s.${found}_id
    ORDER BY n.valid @> (s.effective_on - ${found === 'predecessor' ? 1 : 0}) DESC, n.valid DESC LIMIT 1) AS n
  WHERE s.${given}_id = $1 AND ($2::date IS NULL OR s.effective_on <= $2::date) ORDER BY s.effective_on, n.code`;

/** One unit with those it came from and those it became. */
@Injectable()
export class ShowUnitHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string, { asOf }: ShowUnit = {}): Promise<UnitWithSuccession> {
    const read = <Row>(sql: string) => queryRows<Row>(this.dataSource, sql, [id, asOf ?? null]);
    const [unit] = await read<UnitView>(UNIT);
    if (!unit) throw await this.missing(id, asOf);
    const predecessors = await read<Succession>(succession('predecessor', 'successor'));
    const successors = await read<Succession>(succession('successor', 'predecessor'));
    return { ...unit, names: await read<DatedName>(NAMES), predecessors, successors };
  }

  /** A unit that ended, or was not established yet, is another answer than an id that never was one. */
  private async missing(id: string, asOf: string | undefined): Promise<NotFoundError> {
    const [ever] = asOf ? await queryRows(this.dataSource, 'SELECT FROM unit WHERE id = $1', [id]) : [];
    return ever
      ? new NotFoundError('STAFF.UNIT_NOT_ON_DAY', { id, date: asOf ?? '' })
      : new NotFoundError('STAFF.UNIT_ID_UNKNOWN', { id });
  }
}
