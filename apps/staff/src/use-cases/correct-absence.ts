import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { lockPerson, refuseWrong } from '../database/write-absence.js';
import { ABSENCES, type Absence, type AbsenceKind } from '../rules/absence.js';
import { IsCalendarDate } from '../calendar-date.js';

class CorrectedAbsence {
  @ApiProperty({ enum: ABSENCES }) @IsIn(ABSENCES) kind!: AbsenceKind;
  @ApiProperty({ format: 'date' }) @IsCalendarDate() from!: string;
  /** First day back; left out while it is not known. */
  @ApiPropertyOptional({ format: 'date', nullable: true }) @IsOptional() @IsCalendarDate() to: string | null = null;
  /** Where somebody seconded works meanwhile. */
  @ApiPropertyOptional({ format: 'uuid', nullable: true }) @IsOptional() @IsUUID() hostUnitId: string | null = null;
}

export class CorrectAbsence {
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(1_000) reason!: string;
  /** The absence as it really was; left out when there was none. */
  @ApiPropertyOptional({ type: CorrectedAbsence, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => CorrectedAbsence)
  absence?: CorrectedAbsence | null;
}

const FIND = 'SELECT version FROM absence WHERE id = $1 AND person_id = $2 FOR UPDATE';

// The host goes with the kind, so both are written at once.
const CORRECT = `
  UPDATE absence SET kind = $2, host_unit_id = $3, valid = daterange($4::date, $5::date), decision = $6, recorded_by = $7
  WHERE id = $1`;

const KEEP_REASON = `
  INSERT INTO absence_correction (absence_id, version, person_id, decision, reason, corrected_by)
  VALUES ($1, $2, $3, $4, $5, $6)`;

/** Puts right what was recorded of an absence, or takes it back. What had been known stays readable (`knownOn`). */
@Injectable()
export class CorrectAbsenceHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(personId: string, id: string, version: number, command: CorrectAbsence, key: RequestKey) {
    const { decision, reason, absence = null } = command;
    return this.idempotency.run(key, { personId, id, version, ...command }, async tx => {
      await lockPerson(tx, personId);
      const [found] = await tx.query<{ version: number }>(FIND, [id, personId]);
      if (!found) throw new NotFoundError('STAFF.ABSENCE_UNKNOWN', { id });
      requireVersion(version, found.version);
      if (absence) await refuseWrong(tx, personId, absence, id);
      await write(tx, id, absence, decision, key.subject);
      const corrected = version + 1;
      await tx.query(KEEP_REASON, [id, corrected, personId, decision, reason, key.subject]);
      return { id, version: corrected };
    });
  }
}

async function write(tx: Tx, id: string, absence: Absence | null, decision: string, subject: string): Promise<void> {
  if (!absence) return void (await tx.query('DELETE FROM absence WHERE id = $1', [id]));
  const { kind, hostUnitId, from, to } = absence;
  await tx.query(CORRECT, [id, kind, hostUnitId, from, to, decision, subject]);
}
