import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { newId } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { lockPerson, refuseWrong } from '../database/write-absence.js';
import { ABSENCES, type AbsenceKind } from '../rules/absence.js';
import { IsCalendarDate } from '../calendar-date.js';

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
      await lockPerson(tx, personId);
      await refuseWrong(tx, personId, { kind, from, to, hostUnitId });
      const id = newId();
      await tx.query(INSERT, [id, personId, kind, hostUnitId, from, to, decision, key.subject]);
      return { id };
    });
  }
}
