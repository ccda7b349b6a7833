import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Clock, ConflictError, NotFoundError } from '#kernel';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { StaffConfig } from '../staff.config.js';

export class ErasePerson {
  @ApiProperty({ description: 'Decision by which the archive period is over' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  decision!: string;
}

interface Person {
  revision: number;
  erased: boolean;
  status: 'serving' | 'left';
  /** First day after the archive period; null when no post was ever held. */
  until: string | null;
}

const ERASED = 'Đã xóa';

const LOCK = `
  SELECT p.revision, p.erased_at IS NOT NULL AS erased, p.status,
    (SELECT (max(upper(h.valid)) + make_interval(years => $2))::date::text
     FROM post_holding h WHERE h.person_id = p.id) AS until
  FROM person p WHERE p.id = $1 FOR UPDATE`;

/**
 * Forgets name and national id of somebody who left, once the archive period is over (Law 91/2025/QH15). Names stand in the
 * registry and in the rows of batches, and nowhere else: history, events and audit trails know ids, and stay whole.
 */
@Injectable()
export class ErasePersonHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: StaffConfig,
  ) {}

  execute(id: string, version: number, { decision }: ErasePerson, key: RequestKey) {
    return this.idempotency.run(key, { id, version, decision }, async tx => {
      const { ARCHIVE_YEARS: years } = this.config;
      const [person] = await tx.query<Person>(LOCK, [id, years]);
      if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id });
      requireVersion(version, person.revision);
      if (person.erased) throw new ConflictError('STAFF.PERSON_ERASED', { id });
      const { status, until } = person;
      if (status !== 'left' || (until !== null && until > this.clock.today()))
        throw new ConflictError('STAFF.ARCHIVE_PERIOD', { years, until: until ?? '' });
      await tx.query(`UPDATE person SET full_name = $2, erased_at = now() WHERE id = $1`, [id, ERASED]);
      await tx.query(`UPDATE reassignment_row SET full_name = $2 WHERE person_id = $1 AND full_name <> ''`, [
        id,
        ERASED,
      ]);
      await tx.query('DELETE FROM person_national_id WHERE person_id = $1', [id]);
      return { id, erased: true };
    });
  }
}
