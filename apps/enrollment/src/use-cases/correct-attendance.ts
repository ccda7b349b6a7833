import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { ATTENDANCE_MARKS, type AttendanceMark } from '#contracts';
import { Clock, ConflictError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockPeople } from '../database/lock-place.js';
import { loadPeople } from '../database/load-people.js';
import { markUnits } from '../database/mark-units.js';
import { heldClass, recordMarks, seatsOfClass } from '../database/record-marks.js';
import { releaseUnneededSeats } from '../database/release-unneeded-seats.js';
import { revokeCertificate } from '../database/revoke-certificates.js';
import { EnrollmentConfig } from '../enrollment.config.js';

export class CorrectAttendance {
  @ApiProperty()
  @IsUUID()
  classId!: string;

  @ApiProperty()
  @IsUUID()
  personId!: string;

  @ApiProperty({ enum: ATTENDANCE_MARKS })
  @IsIn(ATTENDANCE_MARKS)
  mark!: AttendanceMark;

  @ApiProperty({ example: 'Nhầm tên trong danh sách ký' })
  @IsString()
  @Length(3, 500)
  reason!: string;
}

const KEEP = `
  INSERT INTO mark_correction (class_id, person_id, was, mark, reason, corrected_by) VALUES ($1, $2, $3, $4, $5, $6)`;

const CERTIFICATE = `
  SELECT id FROM certificate WHERE class_id = $1 AND person_id = $2 AND revoked_on IS NULL`;

const ELSEWHERE = `
  SELECT other.class_id AS "classId" FROM seat one JOIN seat other USING (person_id)
  WHERE one.class_id = $1 AND person_id = $2 AND one.status = 'absent' AND other.status IN ('granted', 'attended')
    AND other.days && one.days AND other.class_id <> one.class_id`;

/** Turns a final mark round, with the reason on record; the certificate and what it answered follow. */
@Injectable()
export class CorrectAttendanceHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(command: CorrectAttendance, key: RequestKey): Promise<{ classId: string; personId: string; mark: string }> {
    return this.idempotency.run(key, command, tx => this.correct(command, key.subject, tx));
  }

  private async correct({ classId, personId, mark, reason }: CorrectAttendance, by: string, tx: Tx) {
    const held = await heldClass(tx, classId);
    const unitId = (await lockPeople(tx, [personId])).get(personId);
    const [seat] = await seatsOfClass(tx, classId, [personId]);
    if (!seat || seat.status === 'granted') throw new ConflictError('ENROLLMENT.NOT_MARKED', { personId });
    if (seat.status === mark) throw new ConflictError('ENROLLMENT.ALREADY_MARKED', { personId, mark });
    const [other] = mark === 'attended' ? await tx.query<{ classId: string }>(ELSEWHERE, [classId, personId]) : [];
    if (other) throw new ConflictError('ENROLLMENT.ELSEWHERE', { personId, classId: other.classId });
    await tx.query(KEEP, [classId, personId, seat.status, mark, reason, by]);
    const [certificate] = await tx.query<{ id: string }>(CERTIFICATE, [classId, personId]);
    await recordMarks(tx, held, [{ seat, mark }], this.config.CERTIFICATE_MONTHS);
    if (certificate && mark === 'absent') {
      const on = this.clock.today();
      await revokeCertificate(tx, { certificateId: certificate.id, personId, reason, on, by });
    }
    // Who was absent may have got a seat elsewhere since; whoever attended after all does not need it any more.
    await releaseUnneededSeats(tx, await loadPeople(tx, [personId]));
    if (unitId) await markUnits(tx, [unitId]);
    return { classId, personId, mark };
  }
}
