import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { ConflictError, DomainError, newId, NotFoundError } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { IsCalendarDate } from '../calendar-date.js';

export const ABSENCES = ['maternity', 'sick', 'study', 'unpaid', 'secondment'] as const;
export type AbsenceKind = (typeof ABSENCES)[number];

export class RecordAbsence {
  @ApiProperty({ enum: ABSENCES }) @IsIn(ABSENCES) kind!: AbsenceKind;
  @ApiProperty({ format: 'date' }) @IsCalendarDate() from!: string;
  /** First day back; left out while it is not known. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() to?: string;
  /** Where somebody seconded works meanwhile. */
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() hostUnitId?: string;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
}

const INSERT = `
  INSERT INTO absence (id, person_id, kind, host_unit_id, valid, decision, recorded_by)
  VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8)`;

/** Somebody keeps post and duties and is not there: on leave, or seconded to another unit. */
@Injectable()
export class RecordAbsenceHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(personId: string, command: RecordAbsence, key: RequestKey): Promise<{ id: string }> {
    const { kind, from, to = null, hostUnitId = null, decision } = command;
    return this.idempotency.run(key, { personId, ...command }, async tx => {
      if (to !== null && to <= from) throw new DomainError('STAFF.ABSENCE_ENDS_BEFORE_START', { from, to });
      if ((hostUnitId !== null) !== (kind === 'secondment')) throw new DomainError('STAFF.HOST_UNIT_OF_SECONDMENT');
      const [person] = await tx.query('SELECT id FROM person WHERE id = $1 FOR UPDATE', [personId]);
      if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id: personId });
      const [host] = hostUnitId ? await tx.query('SELECT id FROM unit WHERE id = $1', [hostUnitId]) : [true];
      if (!host) throw new NotFoundError('STAFF.UNIT_ID_UNKNOWN', { id: hostUnitId ?? '' });
      const [other] = await tx.query<{ from: string }>(
        `SELECT lower(valid) AS "from" FROM absence WHERE person_id = $1 AND valid && daterange($2::date, $3::date)`,
        [personId, from, to],
      );
      if (other) throw new ConflictError('STAFF.ABSENT_ALREADY', { from: other.from });
      const id = newId();
      await tx.query(INSERT, [id, personId, kind, hostUnitId, from, to, decision, key.subject]);
      return { id };
    });
  }
}
