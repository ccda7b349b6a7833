import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsIn, IsUUID, ValidateNested } from 'class-validator';
import { ATTENDANCE_MARKS, type AttendanceMark } from '#contracts';
import { Clock, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { markUnits } from '../database/mark-units.js';
import { heldClass, recordMarks, seatsOfClass } from '../database/record-marks.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { seatsToMark } from '../rules/mark-attendance.js';

export class AttendanceOfPerson {
  @ApiProperty()
  @IsUUID()
  personId!: string;

  @ApiProperty({ enum: ATTENDANCE_MARKS })
  @IsIn(ATTENDANCE_MARKS)
  mark!: AttendanceMark;
}

export class RecordAttendance {
  @ApiProperty()
  @IsUUID()
  classId!: string;

  @ApiProperty({ type: [AttendanceOfPerson] })
  @ValidateNested({ each: true })
  @Type(() => AttendanceOfPerson)
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  marks!: AttendanceOfPerson[];
}

export interface RecordedAttendance {
  classId: string;
  attended: number;
  absent: number;
  /** Marks that were known before. */
  unchanged: number;
}

const LOCK_PEOPLE = `
  SELECT person_id, unit_id AS "unitId" FROM person_state
  WHERE person_id = ANY ($1::uuid[]) ORDER BY person_id FOR NO KEY UPDATE`;

/** Marks seats of a class that has begun; who attended gets the certificate and owes nothing of before. */
@Injectable()
export class RecordAttendanceHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(command: RecordAttendance, key: RequestKey): Promise<RecordedAttendance> {
    return this.idempotency.run(key, command, tx => this.record(command, tx));
  }

  private async record({ classId, marks }: RecordAttendance, tx: Tx): Promise<RecordedAttendance> {
    const held = await heldClass(tx, classId);
    if (held.startsOn > this.clock.today())
      throw new DomainError('ENROLLMENT.CLASS_NOT_STARTED', { date: held.startsOn });
    const personIds = marks.map(({ personId }) => personId);
    const people = await tx.query<{ unitId: string | null }>(LOCK_PEOPLE, [personIds]);
    const marked = seatsToMark(marks, await seatsOfClass(tx, classId, personIds));
    await recordMarks(tx, held, marked, this.config.CERTIFICATE_MONTHS);
    await markUnits(
      tx,
      people.flatMap(({ unitId }) => unitId ?? []),
    );
    const attended = marked.filter(({ mark }) => mark === 'attended').length;
    return { classId, attended, absent: marked.length - attended, unchanged: marks.length - marked.length };
  }
}
