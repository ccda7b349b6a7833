import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import type { DutyCode, PostCode } from '#contracts';
import { Clock } from '#kernel';
import { queryRows } from '#messaging';
import { type Cursor, type Page, PageQuery } from '#platform';
import { codeOfDay } from '../database/code-of-day.js';
import { asKnown } from '../database/known.js';
import { MASKED_NATIONAL_ID } from '../database/national-ids.js';
import { overlaps } from '../database/overlaps.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ListPeople extends PageQuery(100, 1_000) {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() unitId?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
  /** As it was known at the end of this day; as it is known now when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() knownOn?: string;
}

export interface PersonInPost {
  id: string;
  staffCode: string;
  fullName: string;
  /** Its last three digits behind stars; null when none is recorded. */
  nationalId: string | null;
  unitId: string;
  unitCode: string;
  post: PostCode;
  since: string;
  duties: DutyCode[];
}

export interface PeoplePage extends Page<PersonInPost> {
  asOf: string;
}

const page = (knownDay: string | undefined) => `
  SELECT p.id, p.staff_code AS "staffCode", p.full_name AS "fullName", ${MASKED_NATIONAL_ID} AS "nationalId", h.unit_id AS "unitId",
    ${codeOfDay('h.unit_id', '$1')} AS "unitCode", h.post, lower(h.valid) AS since,
    ARRAY(SELECT d.duty FROM ${asKnown('concurrent_duty', knownDay)} d
          WHERE d.person_id = p.id AND d.valid @> $1::date ORDER BY d.duty) AS duties
  FROM ${asKnown('post_holding', knownDay)} h JOIN person p ON p.id = h.person_id
  WHERE ${overlaps('h.valid', '$1::date', '$1::date + 1')} AND ($2::uuid IS NULL OR h.unit_id = $2) AND ($3::uuid IS NULL OR h.person_id > $3)
  ORDER BY h.person_id
  LIMIT $4`;

/** Who holds a post on a day, in the whole registry or in one unit, page by page. */
@Injectable()
export class ListPeopleHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ unitId, asOf, knownOn, limit }: ListPeople, cursor: Cursor): Promise<PeoplePage> {
    const date = asOf ?? this.clock.today();
    const params = [date, unitId ?? null, ...cursor.after('uuid'), limit + 1, ...(knownOn ? [knownOn] : [])];
    const found = await queryRows<PersonInPost>(this.dataSource, page(knownOn && '$5'), params);
    return { asOf: date, ...cursor.page(found, limit, ({ id }) => [id]) };
  }
}
