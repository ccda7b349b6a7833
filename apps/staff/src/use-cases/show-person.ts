import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import type { DutyCode, PostCode } from '#contracts';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { IsCalendarDate } from '../calendar-date.js';
import { asKnown } from '../database/known.js';
import { MASKED_NATIONAL_ID } from '../database/national-ids.js';

export class ShowPerson {
  /** What was held on this day alone; everything that was ever held when left out. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() asOf?: string;
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
  /** Its last three digits behind stars; null when none is recorded. */
  nationalId: string | null;
  revision: number;
  /** On the day that is asked about, as it was known when. */
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
    /** To be sent as If-Match with a correction. */
    version: number;
  }[];
}

// A unit is called as on the day that is asked about, else as it is called now or was last.
const history = (table: 'post_holding' | 'concurrent_duty', what: 'post' | 'duty', knownDay: string | undefined) => `
  SELECT h.${what}, h.unit_id AS "unitId", n.code AS "unitCode", n.name AS "unitName",
    lower(h.valid) AS "from", upper(h.valid) AS "to"
  FROM ${asKnown(table, knownDay)} h
  CROSS JOIN LATERAL (
    SELECT code, name FROM unit_name n WHERE n.unit_id = h.unit_id
    ORDER BY n.valid @> $2::date DESC, n.valid DESC LIMIT 1) AS n
  WHERE h.person_id = $1 AND ($2::date IS NULL OR h.valid @> $2::date) ORDER BY lower(h.valid), h.${what}`;

const absences = (knownDay: string | undefined) => `
  SELECT id, kind, host_unit_id AS "hostUnitId", lower(valid) AS "from", upper(valid) AS "to", decision, version
  FROM ${asKnown('absence', knownDay)} a WHERE person_id = $1 AND ($2::date IS NULL OR valid @> $2::date) ORDER BY valid`;

/** One person with every post and duty ever held, or with those of a day. */
@Injectable()
export class ShowPersonHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string, { asOf, knownOn }: ShowPerson = {}): Promise<PersonView> {
    const params = [id, asOf ?? null, ...(knownOn ? [knownOn] : [])];
    const read = <Row>(sql: string) => queryRows<Row>(this.dataSource, sql, params);
    const day = knownOn && '$3';
    const [person] = await queryRows<Omit<PersonView, 'holdings' | 'duties' | 'absences'>>(
      this.dataSource,
      `SELECT p.id, p.staff_code AS "staffCode", p.full_name AS "fullName", ${MASKED_NATIONAL_ID} AS "nationalId",
         p.revision, p.status
       FROM person p WHERE p.id = $1`,
      [id],
    );
    if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id });
    const holdings = await read<PersonView['holdings'][number]>(history('post_holding', 'post', day));
    const duties = await read<PersonView['duties'][number]>(history('concurrent_duty', 'duty', day));
    const away = await read<PersonView['absences'][number]>(absences(day));
    const serves = holdings.some(({ to }) => asOf !== undefined || to === null);
    const status = asOf || knownOn ? (serves ? 'serving' : 'left') : person.status;
    return { ...person, status, holdings, duties, absences: away };
  }
}
