import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import type { DutyCode, PostCode } from '#contracts';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { IsCalendarDate } from '../calendar-date.js';
import { asKnown } from '../database/known.js';

export class ShowPerson {
  /** As it was known at the end of this day; as it is known now when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() knownOn?: string;
}

interface Held {
  unitId: string;
  unitCode: string;
  unitName: string;
  from: string;
  /** First day on which it is held no more. */
  to: string | null;
}

export interface PersonView {
  id: string;
  staffCode: string;
  fullName: string;
  revision: number;
  status: 'serving' | 'left';
  holdings: (Held & { post: PostCode })[];
  duties: (Held & { duty: DutyCode })[];
  /** Leaves and secondments; post and duties are kept meanwhile. */
  absences: {
    id: string;
    kind: string;
    hostUnitId: string | null;
    from: string;
    to: string | null;
    decision: string;
  }[];
}

const history = (table: 'post_holding' | 'concurrent_duty', what: 'post' | 'duty', knownDay: string | undefined) => `
  SELECT h.${what}, h.unit_id AS "unitId", u.code AS "unitCode", u.name AS "unitName",
    lower(h.valid) AS "from", upper(h.valid) AS "to"
  FROM ${asKnown(table, knownDay)} h JOIN unit u ON u.id = h.unit_id WHERE h.person_id = $1 ORDER BY lower(h.valid), h.${what}`;

const ABSENCES = `
  SELECT id, kind, host_unit_id AS "hostUnitId", lower(valid) AS "from", upper(valid) AS "to", decision
  FROM absence WHERE person_id = $1 ORDER BY valid`;

/** One person with every post and duty ever held. */
@Injectable()
export class ShowPersonHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string, { knownOn }: ShowPerson = {}): Promise<PersonView> {
    const read = <Row>(sql: string) => queryRows<Row>(this.dataSource, sql, [id, ...(knownOn ? [knownOn] : [])]);
    const day = knownOn && '$2';
    const [person] = await queryRows<Omit<PersonView, 'holdings' | 'duties' | 'absences'>>(
      this.dataSource,
      'SELECT id, staff_code AS "staffCode", full_name AS "fullName", revision, status FROM person WHERE id = $1',
      [id],
    );
    if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id });
    const holdings = await read<PersonView['holdings'][number]>(history('post_holding', 'post', day));
    const duties = await read<PersonView['duties'][number]>(history('concurrent_duty', 'duty', day));
    const absences = await queryRows<PersonView['absences'][number]>(this.dataSource, ABSENCES, [id]);
    return { ...person, holdings, duties, absences };
  }
}
