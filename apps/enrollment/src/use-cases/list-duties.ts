import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { And, DataSource, Equal, MoreThan, Raw } from 'typeorm';
import { type Cursor, type Page, PageQuery, type Units } from '#platform';
import { DutyRow } from '../database/duty.row.js';

const STATUSES = ['open', 'fulfilled', 'waived'] as const;

export class ListDuties extends PageQuery(100, 1_000) {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  personId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  unitId?: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

// Row-level security sees to the same, but only by going through the duties of everybody.
const PERSON_OF_UNITS = Raw(
  person =>
    `${person} IN (SELECT s.person_id FROM person_state s WHERE s.unit_id = ANY ((SELECT units_in_scope())::uuid[]))`,
);

/** Duties in the order of their ids. */
@Injectable()
export class ListDutiesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ personId, unitId, status, limit }: ListDuties, cursor: Cursor, units: Units): Promise<Page<DutyRow>> {
    const [after] = cursor.after('uuid');
    const person = [...(personId ? [Equal(personId)] : []), ...(units === 'all' ? [] : [PERSON_OF_UNITS])];
    const rows = await this.dataSource.manager.find(DutyRow, {
      where: {
        ...(person.length > 0 ? { personId: And(...person) } : {}),
        ...(unitId ? { unitId } : {}),
        ...(status ? { status } : {}),
        ...(after ? { id: MoreThan(after) } : {}),
      },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    return cursor.page(rows, limit, ({ id }) => [id]);
  }
}
