import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { queryRows } from '#messaging';
import type { UnitView } from '../database/unit-view.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ShowUnitTree {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
  /** The unit whose subtree is wanted; everything when left out. */
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() root?: string;
}

export interface UnitInTree extends Pick<UnitView, 'id' | 'code' | 'name' | 'kind' | 'level' | 'parentId'> {
  depth: number;
  /** How many units lie below, at any depth. */
  below: number;
}

const TREE = `
  WITH RECURSIVE there AS (
    SELECT u.id, n.code, n.name, n.kind, u.level, u.parent_id FROM unit u JOIN unit_name n ON n.unit_id = u.id
    WHERE u.valid @> $1::date AND n.valid @> $1::date),
  tree AS (
    SELECT there.*, 0 AS depth, ARRAY[code] AS path FROM there
    WHERE CASE WHEN $2::uuid IS NULL THEN parent_id IS NULL ELSE id = $2 END
    UNION ALL
    SELECT there.*, tree.depth + 1, tree.path || there.code FROM tree JOIN there ON there.parent_id = tree.id)
  SELECT id, code, name, kind, level, parent_id AS "parentId", depth,
    (SELECT count(*)::int FROM tree t WHERE t.path[1:tree.depth + 1] = tree.path AND t.depth > tree.depth) AS below
  FROM tree ORDER BY path`;

/** The units of a day from the top down, each followed by those below it. */
@Injectable()
export class ShowUnitTreeHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ asOf, root }: ShowUnitTree): Promise<{ asOf: string; items: UnitInTree[] }> {
    const date = asOf ?? this.clock.today();
    return { asOf: date, items: await queryRows<UnitInTree>(this.dataSource, TREE, [date, root ?? null]) };
  }
}
